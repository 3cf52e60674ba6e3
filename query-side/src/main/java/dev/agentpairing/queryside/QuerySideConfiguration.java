package dev.agentpairing.queryside;

import javax.sql.DataSource;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.agentpairing.queryside.accounts.AccountsView;
import dev.agentpairing.queryside.agents.AgentsView;
import dev.agentpairing.queryside.axonserver.OverAxonServer;
import dev.agentpairing.queryside.blocks.BlocksView;
import dev.agentpairing.queryside.bus.DirectQueryBus;
import dev.agentpairing.queryside.connections.ConnectionsView;
import dev.agentpairing.queryside.deadletters.DeadLetterQueue;
import dev.agentpairing.queryside.freshness.Freshness;
import dev.agentpairing.queryside.pairings.PairingsView;
import dev.agentpairing.queryside.personal.PersonalStore;
import dev.agentpairing.queryside.processor.ViewsProcessor;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * The one public door: names everything that the read side runs. Its order is explicit because Axon 4.13 orders itself after
 * class names that Spring Boot 4 no longer has; left alone it would run without transactions and with tokens in memory.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration"
        },
        beforeName = {
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "pairing.run.query-side", matchIfMissing = true)
@Import({PairingsView.class, ConnectionsView.class, BlocksView.class, AgentsView.class, AccountsView.class, PersonalStore.class, Freshness.class,
        ViewsProcessor.class, DeadLetterQueue.class, OverAxonServer.class})
public class QuerySideConfiguration {

    /** Whoever needs it gets the tables as well. */
    @Bean
    ViewsDatabase viewsDatabase(DataSource main) {
        var flyway = Flyway.configure()
                .dataSource(main)
                .locations("classpath:db/query-side")
                .table("query_side_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (!e.getMessage().startsWith("Unable to baseline")) {
                throw e;
            }
            flyway.migrate(); // another process, which began at the same instant, has made the table of the history
        }
        return new ViewsDatabase(main);
    }

    /** As Axon's own, but without transactions: a read is one statement. With Axon Server, Axon's bus is used. */
    @Bean
    @Qualifier("localSegment")
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
    QueryBus queryBus(org.axonframework.config.Configuration axon) {
        return new DirectQueryBus(
                SimpleQueryBus.builder().queryUpdateEmitter(axon.getComponent(QueryUpdateEmitter.class)),
                axon.getComponent(QueryBusSpanFactory.class));
    }
}
