package dev.agentpairing.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Spring MVC with JSON of our own and what controllers may ask for as a parameter. */
@Configuration(proxyBeanMethods = false)
class WebSettings implements WebMvcConfigurer {

    private final List<HandlerMethodArgumentResolver> parameters;
    private final List<HandlerInterceptor> interceptors;

    WebSettings(List<HandlerMethodArgumentResolver> parameters, List<HandlerInterceptor> interceptors) {
        this.parameters = parameters;
        this.interceptors = interceptors;
    }

    /** Before Spring says this, it stumbles over a Content-Type such as {@code *}. What is mapped, but not for this method, is told before. */
    @Bean
    static HandlerMapping noSuchPath() {
        HttpRequestHandler refusal = (request, response) -> {
            request.removeAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE); // no endpoint has been found
            Envelope.write(ApiError.noSuchPath(), request, response);
        };
        return new SimpleUrlHandlerMapping(Map.of("/**", refusal), Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(Json.MAPPER));
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.strategies(List.of(WebSettings::accepted));
    }

    /**
     * What Accept names with a weight of 0 is just what the caller does not take (RFC 9110, section 12.4.2), and JSON comes in UTF-8 only
     * (RFC 8259, section 8.1): who wants it otherwise must be told before anything is done.
     */
    private static List<MediaType> accepted(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        var named = new HeaderContentNegotiationStrategy().resolveMediaTypes(request);
        var accepted = named.stream().filter(type -> type.getQualityValue() > 0).filter(WebSettings::isInUtf8)
                .map(WebSettings::withoutCharset).toList();
        if (accepted.isEmpty()) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
        return accepted;
    }

    private static boolean isInUtf8(MediaType type) {
        return type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
    }

    private static MediaType withoutCharset(MediaType type) {
        if (type.getCharset() == null) {
            return type;
        }
        var parameters = new LinkedHashMap<>(type.getParameters());
        parameters.keySet().removeIf("charset"::equalsIgnoreCase);
        return new MediaType(type.getType(), type.getSubtype(), parameters);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(parameters);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        interceptors.forEach(registry::addInterceptor);
    }
}
