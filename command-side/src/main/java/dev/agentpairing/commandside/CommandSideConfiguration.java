package dev.agentpairing.commandside;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;

import dev.agentpairing.commandside.axon.CommandSide;
import dev.agentpairing.commandside.storage.AxonServerWiring;
import dev.agentpairing.commandside.storage.StorageWiring;

/**
 * The one door of this side. Ordered between Boot's and Axon's own configurations: Axon knows Boot 3's names, and without this it would
 * not see the database.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
        },
        beforeName = {
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "pairing.run.command-side", matchIfMissing = true)
@Import({StorageWiring.class, AxonServerWiring.class, CommandSide.class})
public class CommandSideConfiguration {}
