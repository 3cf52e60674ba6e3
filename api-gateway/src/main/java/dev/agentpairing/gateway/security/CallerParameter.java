package dev.agentpairing.gateway.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import dev.agentpairing.gateway.http.ApiError;

/** Lets a controller ask for {@link Caller} or {@link Newcomer}; without one that the filter has let in there is no answer. */
@Component
class CallerParameter implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Newcomer.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var known = web.getAttribute(parameter.getParameterType().getName(), RequestAttributes.SCOPE_REQUEST);
        if (known == null) {
            throw ApiError.unauthorized();
        }
        return known;
    }
}
