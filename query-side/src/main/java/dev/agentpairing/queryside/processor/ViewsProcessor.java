package dev.agentpairing.queryside.processor;

import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * One processor for every view. Its kind depends on where the log is: in the same database the views are written in the transaction of
 * the append ({@link SubscribedViews}), behind Axon Server they follow the log ({@link TrackedViews}).
 */
@Configuration(proxyBeanMethods = false)
@Import({SubscribedViews.class, TrackedViews.class, TakenUpAgain.class})
public class ViewsProcessor {

    static final String NAME = "views";

    @Bean
    Claim viewsClaim() {
        return new Claim();
    }

    @Bean
    StoredToken storedToken(JdbcTemplate jdbc) {
        return new StoredToken(jdbc);
    }

    /** Not wrapped to share the connection of a unit of work: transactions of the database are what counts. */
    @Bean
    TokenStore tokenStore(ViewsDatabase database) {
        var tokens = JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database.source()))
                .schema(StoredToken.SCHEMA)
                .contentType(String.class)
                .claimTimeout(StoredToken.CLAIM_LASTS)
                .serializer(StoredToken.SERIALIZER)
                .build();
        name(tokens);
        return tokens;
    }

    /** Now, for a transaction in which two processes do so at once on a new database could not go on. */
    private static void name(TokenStore tokens) {
        try {
            tokens.retrieveStorageIdentifier();
        } catch (UnableToRetrieveIdentifierException e) { // the other was first
            tokens.retrieveStorageIdentifier();
        }
    }
}
