package dev.agentpairing.queryside.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.AccountQuery.Kind;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.name;
import static dev.agentpairing.queryside.rows.Columns.time;

final class CredentialsTable extends Table<String, CredentialRow> {

    CredentialsTable(ViewsDatabase database) {
        super(database, "view_credential", "varchar", "hash", "credential_id", "account_id", "kind", "scopes", "name", "prefix",
                "created_at", "expires_at", "revoked_at");
    }

    @Override
    protected String key(CredentialRow row) {
        return row.hash();
    }

    @Override
    protected CredentialRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static CredentialRow read(ResultSet values) throws SQLException {
        return new CredentialRow(values.getString("hash"), id(values, "credential_id"), id(values, "account_id"),
                name(values, "kind", Kind.class), scopes(values.getString("scopes")), values.getString("name"),
                values.getString("prefix"), time(values, "created_at"), time(values, "expires_at"), time(values, "revoked_at"));
    }

    @Override
    protected List<@Nullable Object> values(CredentialRow row) {
        return Arrays.asList(row.hash(), row.credentialId(), row.accountId(), row.kind(), text(row.scopes()), row.name(),
                row.prefix(), row.createdAt(), row.expiresAt(), row.revokedAt());
    }

    /** In the order in which scopes are declared, so that equal sets are equal texts. */
    private static String text(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
    }

    private static Set<Scope> scopes(String text) {
        var scopes = EnumSet.noneOf(Scope.class);
        if (!text.isEmpty()) {
            for (var word : text.split(" ")) {
                scopes.add(Scope.of(word));
            }
        }
        return scopes;
    }
}
