package dev.agentpairing.gateway.http;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What Tomcat refuses before Spring sees it gets the same envelope. Public, because Tomcat makes it by its name. */
public final class ErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setHeader(RequestId.HEADER, RequestId.of(request.getRequest()));
            var error = ApiError.ofStatus(response.getStatus());
            if (failure != null || error.status() >= 500) { // anybody can send what is malformed, and should not fill the log with it
                LOG.atLevel(error.status() < 500 ? Level.DEBUG : Level.ERROR).setCause(failure)
                        .log("Request {} failed", RequestId.of(request.getRequest()));
            }
            // Not its facade, which takes no header any more once something has called sendError
            Envelope.write(error, request.getRequest(), response);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The caller of {} is gone", RequestId.of(request.getRequest()), e);
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.error("Request {} could not be refused properly", RequestId.of(request.getRequest()), e);
        }
    }
}
