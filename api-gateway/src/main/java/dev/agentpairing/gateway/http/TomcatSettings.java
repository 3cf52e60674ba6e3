package dev.agentpairing.gateway.http;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Makes Tomcat speak as the rest does: request ids and envelopes from its outermost gate on. */
@Component
class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new RequestId());
        factory.addContextCustomizers(
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(ErrorValve.class.getName()));
        // TRACE is refused like any other method that no path knows, by the filter that also wants a credential first
        factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        factory.addConnectorCustomizers(connector -> connector.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.AFTER_INIT_EVENT) && connector.getProtocolHandler() instanceof AbstractProtocol<?> http) {
                http.setAdapter(new NoServerWide(http.getAdapter()));
            }
        }));
    }
}
