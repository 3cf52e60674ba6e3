package dev.agentpairing.gateway;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;

import dev.agentpairing.gateway.settings.SettingProblem;

/** Says in one line why the program cannot start (contract, section 7). */
final class StartFailure {

    private static final String DATABASE = "spring.datasource.url";

    /** The class of SQL states that say that user or password is wrong. */
    private static final String NO_ENTRY = "28";

    private StartFailure() {}

    static String explain(Throwable failure) {
        return ("Cannot start: " + reason(failure)).replaceAll("\\s+", " ").strip();
    }

    private static String reason(Throwable failure) {
        var root = failure;
        var bean = "";
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known != null) {
                return known;
            }
            if (cause instanceof BeanCreationException creation && creation.getBeanName() != null) {
                bean = creation.getBeanName();
            }
            root = cause;
        }
        var text = text(root);
        return bean.toLowerCase(Locale.ROOT).contains("datasource") || text.contains("jdbcUrl") ? DATABASE + ": " + text : text;
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case SettingProblem problem -> text(problem);
            case PortInUseException port -> "server.port or management.server.port: port " + port.getPort()
                    + " is in use by another program; choose another one";
            case java.net.BindException bind when text(bind).startsWith("Cannot assign") ->
                "server.address or management.server.address: is no address of this machine: " + text(bind);
            case java.net.BindException bind -> "server.port or management.server.port: cannot be listened on: " + text(bind);
            case BindException bind -> named(bind.getName(), text(deepest(bind)));
            case SQLException database when String.valueOf(database.getSQLState()).startsWith(NO_ENTRY) ->
                    "spring.datasource.username, spring.datasource.password: " + text(database);
            case SQLException database -> DATABASE + ": the database cannot be used: " + text(database) + reasonOf(database);
            case ClassNotFoundException driver -> DATABASE + ": there is no driver " + text(driver);
            default -> cause.getClass().getPackageName().startsWith("org.flywaydb") && cause.getCause() == null
                    ? DATABASE + ": " + text(cause) : null;
        };
    }

    /** What a check of ours says names its setting itself. */
    private static String named(Object setting, String text) {
        return text.startsWith(setting + ".") ? text : setting + ": " + text;
    }

    /** The one reason that PostgreSQL's driver keeps to itself. */
    private static String reasonOf(SQLException failure) {
        return deepest(failure) instanceof UnknownHostException host ? " The host is unknown: " + host.getMessage() : "";
    }

    private static Throwable deepest(Throwable failure) {
        var deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** What others would write about a failed start is off (application.yml) until the start has succeeded. */
    static final class Silence implements ApplicationListener<ApplicationReadyEvent> {

        private static final List<String> LOGGERS = List.of("com.zaxxer.hikari", "org.apache.catalina", "org.apache.coyote");

        @Override
        public void onApplicationEvent(ApplicationReadyEvent event) {
            var logging = LoggingSystem.get(event.getApplicationContext().getClassLoader());
            LOGGERS.forEach(name -> logging.setLogLevel(name, LogLevel.WARN));
        }
    }
}
