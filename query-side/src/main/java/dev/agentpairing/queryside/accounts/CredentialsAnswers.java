package dev.agentpairing.queryside.accounts;

import java.util.List;
import java.util.Set;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.account.AccountQuery.ApiKey;
import dev.agentpairing.messages.account.AccountQuery.ApiKeys;
import dev.agentpairing.messages.account.AccountQuery.Credential;
import dev.agentpairing.messages.account.AccountQuery.Credentials;
import dev.agentpairing.messages.account.AccountQuery.FindCredential;
import dev.agentpairing.messages.account.AccountQuery.ListApiKeys;
import dev.agentpairing.messages.account.AccountQuery.ListRevoked;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.deadletters.Parking;
import dev.agentpairing.queryside.personal.PersonalRecords;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;

final class CredentialsAnswers {

    private static final String FIND = "select * from view_credential where hash = ? and revoked_at is null";
    private static final String LIST = """
            select * from view_credential where account_id = ? and kind = 'API_KEY' and revoked_at is null
            order by created_at, credential_id""";

    private static final String REVOKED = "select credential_id from view_credential where revoked_at >= ?";

    private final JdbcTemplate jdbc;
    private final PersonalRecords personal;
    private final DeadLetters letters;
    private final Parking parking;

    CredentialsAnswers(JdbcTemplate jdbc, PersonalRecords personal, DeadLetters letters) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.letters = letters;
        this.parking = letters.of(CredentialsAnswers.class);
    }

    /** What is held back of its stream, which is that of the account or of the session, may be its revocation: then nobody knows. */
    @QueryHandler
    @Nullable Credential answer(FindCredential query) {
        var found = find(query.hash());
        if (found != null && letters.any()) {
            if (parking.holdsBack(List.of(found.accountId(), found.credentialId()))) {
                throw DeadLetters.unknown();
            }
            return find(query.hash()); // as it is now that nothing waits
        }
        return found;
    }

    private @Nullable Credential find(String hash) {
        return DataAccessUtils.singleResult(jdbc.query(FIND, (values, number) -> {
            var row = CredentialsTable.read(values);
            return new Credential(row.credentialId(), row.accountId(), row.kind(), row.scopes(), row.expiresAt());
        }, hash));
    }

    @QueryHandler
    Credentials answer(ListRevoked query) {
        return new Credentials(Set.copyOf(jdbc.query(REVOKED, (values, number) -> id(values, "credential_id"), bind(query.since()))));
    }

    @QueryHandler
    ApiKeys answer(ListApiKeys query) {
        var rows = jdbc.query(LIST, (values, number) -> CredentialsTable.read(values), query.accountId());
        var uses = personal.lastSeen(rows.stream().map(CredentialRow::credentialId).toList());
        return new ApiKeys(rows.stream().map(row -> new ApiKey(row.credentialId(), row.name(), row.prefix(), row.scopes(),
                uses.get(row.credentialId()), row.createdAt())).toList());
    }
}
