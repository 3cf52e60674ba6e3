package dev.agentpairing.gateway.security;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Envelope;
import dev.agentpairing.gateway.http.RequestId;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.request.LogFields;

/** Decides who calls and whether they may, before anything else of a request is looked at (contract, "Order of refusals"). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class CredentialFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialFilter.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final Credentials credentials;
    private final ConnectionTokens connectionTokens;
    private final OperatorToken operatorToken;
    private final RequestRate rate;
    private final Sightings sightings;

    CredentialFilter(
            Credentials credentials, ConnectionTokens connectionTokens, OperatorToken operatorToken, RequestRate rate,
            Sightings sightings) {
        this.credentials = credentials;
        this.connectionTokens = connectionTokens;
        this.operatorToken = operatorToken;
        this.rate = rate;
        this.sightings = sightings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var refusal = refusal(request, response);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            Envelope.write(refusal, request, response);
        }
    }

    private @Nullable ApiError refusal(HttpServletRequest request, HttpServletResponse response) {
        try {
            admit(request, response);
            return null;
        } catch (ApiError e) {
            return e;
        } catch (RuntimeException e) {
            LOG.error("Request {} failed", RequestId.of(request), e);
            return ApiError.internal();
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response) {
        var path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        var plain = request.getServletPath();
        if (isUnder(plain, "/v1/admin")) {
            operatorToken.require(bearer(request));
        } else if (isUnder(plain, "/v1")) {
            var access = Endpoints.access(request.getMethod(), path);
            if (access != null) {
                admit(request, response, access);
            } else {
                admitToNothing(identify(request, response), Endpoints.scopes(path));
            }
        }
        if (!METHODS.contains(request.getMethod())) {
            throw refuseMethod(request.getMethod(), path);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, Access access) {
        switch (access) {
            case Access.Open open -> { }
            case Access.ConnectionToken token ->
                    request.setAttribute(Newcomer.class.getName(), connectionTokens.find(bearer(request)));
            case Access.SessionOnly session -> {
                if (!identify(request, response).isSession()) {
                    throw ApiError.forbidden("This needs a session; an API key cannot do it.");
                }
            }
            case Access.Scoped scoped -> {
                if (!identify(request, response).may(scoped.scope())) {
                    throw ApiError.forbidden("This API key lacks the scope " + scoped.scope().text() + ".");
                }
            }
            case Access.AnyCredential any -> identify(request, response);
            case Access.Operator operator -> throw ApiError.unauthorized();
        }
    }

    /** A method that does not work on a path is only told to whom something on that path is open (contract, "Order of refusals"). */
    private static void admitToNothing(Caller caller, Set<Scope> scopes) {
        if (!scopes.isEmpty() && scopes.stream().noneMatch(caller::may)) {
            throw ApiError.forbidden("This API key lacks the scope "
                    + scopes.stream().map(Scope::text).collect(Collectors.joining(" or ")) + ".");
        }
    }

    private Caller identify(HttpServletRequest request, HttpServletResponse response) {
        var secret = bearer(request);
        var caller = secret == null ? null : credentials.find(secret);
        if (caller == null) {
            throw ApiError.unauthorized();
        }
        MDC.put(LogFields.ACCOUNT, caller.accountId().toString());
        rate.count(caller.accountId(), response);
        sightings.ofKey(caller);
        var agent = NamedAgents.nameIn(request);
        if (agent != null) {
            sightings.ofAgent(caller, agent);
        }
        request.setAttribute(Caller.class.getName(), caller);
        return caller;
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        var secret = header.substring(7).strip();
        return secret.isEmpty() ? null : secret;
    }

    private static ApiError refuseMethod(String method, PathContainer path) {
        var allowed = path.value().equals("/livez") || path.value().equals("/readyz") ? "GET" : Endpoints.allowed(path);
        return allowed.isEmpty() ? ApiError.noSuchPath() : ApiError.methodNotAllowed(method, allowed);
    }

    private static boolean isUnder(String path, String folder) {
        return path.startsWith(folder) && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
    }
}
