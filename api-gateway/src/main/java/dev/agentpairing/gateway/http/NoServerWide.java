package dev.agentpairing.gateway.http;

import java.nio.charset.StandardCharsets;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/** {@code OPTIONS *} asks the whole server, and Tomcat would answer past every valve: it is made a path that does not exist, like any other. */
record NoServerWide(Adapter next) implements Adapter {

    private static final byte[] NOWHERE = "/*".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void service(Request request, Response response) throws Exception {
        if (request.requestURI().equals("*")) {
            request.requestURI().setBytes(NOWHERE, 0, NOWHERE.length);
        }
        next.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return next.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return next.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        next.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        next.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return next.getDomain();
    }
}
