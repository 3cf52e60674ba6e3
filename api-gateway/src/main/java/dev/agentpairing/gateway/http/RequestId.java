package dev.agentpairing.gateway.http;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import dev.agentpairing.messages.request.LogFields;

/** Names every request, by the caller's own word where that is usable. A valve, so that what Tomcat itself refuses has a name. */
public final class RequestId extends ValveBase {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    RequestId() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var id = of(request.getRequest());
        response.setHeader(HEADER, id);
        MDC.put(LogFields.REQUEST, id);
        try {
            getNext().invoke(request, response);
        } finally {
            MDC.clear();
        }
    }

    /** The name of this request; the same however often it is asked. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        var id = choose(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    static String choose(@Nullable String wished) {
        if (wished != null && USABLE.matcher(wished).matches()) {
            return wished;
        }
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
