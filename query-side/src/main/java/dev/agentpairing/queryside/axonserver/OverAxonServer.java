package dev.agentpairing.queryside.axonserver;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.Message;
import org.axonframework.queryhandling.QueryExecutionException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.agentpairing.messages.account.PersonalCommand;

/** What runs of this folder. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
public class OverAxonServer {

    private static final ToldOutage OF_QUERIES = new ToldOutage(QueryExecutionException::new);
    private static final ToldOutage OF_COMMANDS = new ToldOutage(CommandExecutionException::new);
    private static final LoggedRequest OVER_QUERIES = new LoggedRequest(OF_QUERIES.form());
    private static final LoggedRequest OVER_COMMANDS = new LoggedRequest(OF_COMMANDS.form());

    /** Of the buses: a read is one statement, and one that waits must not hold a connection. The views have transactions of their own. */
    @Bean
    @ConditionalOnMissingBean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.instance();
    }

    @Bean
    ConfigurerModule toldOutages() {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(0, () -> {
            axon.queryBus().registerHandlerInterceptor(
                    (work, chain) -> OVER_QUERIES.over(work.getMessage(), () -> OF_QUERIES.told(chain::proceed)));
            axon.commandBus().registerHandlerInterceptor((work, chain) -> isOurs(work.getMessage())
                    ? OVER_COMMANDS.over(work.getMessage(), () -> OF_COMMANDS.told(chain::proceed)) : chain.proceed());
        }));
    }

    /** The command side of the same process, if there is one, has ways of its own. */
    private static boolean isOurs(Message<?> command) {
        return command.getPayload() instanceof PersonalCommand;
    }
}
