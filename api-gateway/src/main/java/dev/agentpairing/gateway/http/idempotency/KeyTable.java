package dev.agentpairing.gateway.http.idempotency;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The keys in the database. Every statement is a transaction of its own, so nobody ever waits for a request that runs. */
@Component
final class KeyTable {

    private static final String OF_KEY = " where account_id = :account and name = :name";
    private static final String OF_CLAIM = OF_KEY + " and request_id = :request and attempt = :attempt and status is null";
    private static final int DELETED_AT_ONCE = 1000;

    private final JdbcClient database;

    KeyTable(GatewayDatabase database) {
        this.database = JdbcClient.create(database.source());
    }

    /** False where the key is there already; of any number that come at once, on any number of nodes, one inserts it. */
    boolean insert(Claim claim, Instant until) {
        return 1 == ofClaim("""
                insert into idempotency_key (account_id, name, fingerprint, request_id, attempt, first_at, claimed_until)
                values (:account, :name, :fingerprint, :request, :attempt, :since, :until) on conflict do nothing""", claim)
                .param("fingerprint", claim.request().fingerprint())
                .param("since", time(claim.since())).param("until", time(until)).update();
    }

    @Nullable KeyRow find(KeyedRequest request) {
        return ofKey("select * from idempotency_key" + OF_KEY, request).query((row, _) -> KeyRow.of(row)).optional().orElse(null);
    }

    /** @param claim of the next attempt. @return false where somebody else was faster */
    boolean takeOver(Claim claim, Instant until) {
        return 1 == ofKey("update idempotency_key set attempt = attempt + 1, claimed_until = :until" + OF_CLAIM, claim.request())
                .param("request", claim.requestId()).param("attempt", claim.attempt() - 1).param("until", time(until)).update();
    }

    void claimUntil(Claim claim, Instant until) {
        ofClaim("update idempotency_key set claimed_until = :until" + OF_CLAIM, claim).param("until", time(until)).update();
    }

    /** Nothing where another attempt has taken over; its answer is the one that counts. */
    void answer(Claim claim, KeptAnswer answer) {
        ofClaim("update idempotency_key set claimed_until = null, status = :status, headers = :headers, body = :body" + OF_CLAIM, claim)
                .param("status", answer.status()).param("headers", answer.headers()).param("body", answer.body()).update();
    }

    void delete(Claim claim) {
        ofClaim("delete from idempotency_key" + OF_CLAIM, claim).update();
    }

    void delete(KeyedRequest request, UUID requestId) {
        ofKey("delete from idempotency_key" + OF_KEY + " and request_id = :request", request).param("request", requestId).update();
    }

    /** In pieces, so that none takes long. */
    void deleteBefore(Instant moment, Instant now) {
        var piece = database.sql("""
                delete from idempotency_key where (account_id, name) in (
                select account_id, name from idempotency_key
                where first_at <= :moment and (claimed_until is null or claimed_until <= :now) limit :most)""")
                .param("moment", time(moment)).param("now", time(now)).param("most", DELETED_AT_ONCE);
        int deleted;
        do {
            deleted = piece.update();
        } while (deleted == DELETED_AT_ONCE);
    }

    private StatementSpec ofClaim(String statement, Claim claim) {
        return ofKey(statement, claim.request()).param("request", claim.requestId()).param("attempt", claim.attempt());
    }

    private StatementSpec ofKey(String statement, KeyedRequest request) {
        return database.sql(statement).param("account", request.accountId()).param("name", request.key());
    }

    private static OffsetDateTime time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
