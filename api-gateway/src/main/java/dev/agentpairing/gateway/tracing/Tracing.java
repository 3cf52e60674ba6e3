package dev.agentpairing.gateway.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.opentelemetry.OpenTelemetrySpanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** All that traces take. What cannot be sent is dropped: no request waits for whoever collects them. */
@ConditionalOnProperty(TracingSettings.ENDPOINT)
public class Tracing {

    @Bean
    OpenTelemetrySdk openTelemetry(Environment environment, @Value("${spring.application.name:agent-pairing}") String name) {
        var settings = TracingSettings.from(environment);
        var spans = BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint()).build()).build();
        var named = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name));
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(Resource.getDefault().merge(named))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                        .addSpanProcessor(spans)
                        .build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
    }

    @Bean
    SpanFactory spanFactory(OpenTelemetry telemetry) {
        return OpenTelemetrySpanFactory.builder()
                .tracer(telemetry.getTracer("agent-pairing"))
                .contextPropagators(telemetry.getPropagators().getTextMapPropagator())
                .build();
    }

    @Bean
    EventBusSpanFactory eventBusSpanFactory(SpanFactory spans) {
        return new EventSpans(spans);
    }

    @Bean
    QueryBusSpanFactory queryBusSpanFactory(SpanFactory spans) {
        return new QuerySpans(spans);
    }

    @Bean
    RequestSpans requestSpans(OpenTelemetry telemetry) {
        return new RequestSpans(telemetry);
    }
}
