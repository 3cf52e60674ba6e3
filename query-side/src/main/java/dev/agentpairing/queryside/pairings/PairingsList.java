package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;

import static dev.agentpairing.queryside.rows.Columns.bind;

/**
 * The pairings under one connection, newest first, as they are or as they were. All of them are of the same two accounts, so that none is
 * looked for: told of both, PostgreSQL finds all by both before it sorts them.
 */
record PairingsList(PairingItems items) {

    Page now(ListPairings query) {
        var where = of(query, query.after());
        if (!query.statuses().isEmpty()) {
            where.and(isIn(query.statuses()), names(query.statuses()));
        }
        return page(find(query, where, query.limit() + 1), query.limit());
    }

    /** Which status a pairing had then is only known once it is folded, so a page may take several looks, each twice as far. */
    Page then(ListPairings query, Instant asOf) {
        var found = new ArrayList<Item>();
        var after = query.after();
        for (int size = query.limit() + 1; ; size *= 2) {
            var some = find(query, thatCouldBe(query, asOf, after), size);
            some.stream().filter(item -> query.statuses().isEmpty() || query.statuses().contains(item.status())).forEach(found::add);
            if (query.limit() == 0 || found.size() > query.limit() || some.size() < size) {
                return page(found, query.limit());
            }
            after = new Place(some.getLast().createdAt(), some.getLast().pairingId());
        }
    }

    /** What is revoked does not change any more: whatever has changed since was open then. */
    private static Where thatCouldBe(ListPairings query, Instant asOf, @Nullable Place after) {
        var where = of(query, after).and("p.created_at <= ?", bind(asOf));
        var statuses = query.statuses();
        if (statuses.isEmpty()) {
            return where;
        }
        return statuses.equals(Set.of(PairingStatus.REVOKED))
                ? where.and("p.changed_at <= ?", bind(asOf)).and(isIn(statuses), names(statuses))
                : where.and("(p.changed_at > ? or " + isIn(statuses) + ")", bind(asOf)).with(names(statuses));
    }

    private static Where of(ListPairings query, @Nullable Place after) {
        var where = new Where("p.connection_id = ?", query.connectionId());
        if (query.agentId() != null) {
            where.and("(p.agent_a = ? or p.agent_b = ?)", query.agentId(), query.agentId());
        }
        return after == null ? where
                : where.and("p.created_at <= ? and (p.created_at, p.pairing_id) < (?, ?)", // said twice: H2 finds no place by the pair
                        bind(after.createdAt()), bind(after.createdAt()), after.pairingId());
    }

    /** @param atMost unless the whole list is asked for */
    private List<Item> find(ListPairings query, Where where, int atMost) {
        where.sql.append(" order by p.created_at desc, p.pairing_id desc");
        if (query.limit() > 0) {
            where.sql.append(" limit ?");
            where.with(atMost);
        }
        return items.find(query.accountId(), query.asOf(), where.sql.toString(), where.parameters.toArray());
    }

    static Page page(List<Item> found, int limit) {
        var more = limit > 0 && found.size() > limit;
        return new Page(more ? List.copyOf(found.subList(0, limit)) : found, more);
    }

    private static String isIn(Collection<PairingStatus> statuses) {
        return "p.status in (" + String.join(", ", Collections.nCopies(statuses.size(), "?")) + ")";
    }

    private static Object[] names(Collection<PairingStatus> statuses) {
        return statuses.stream().map(PairingStatus::name).toArray();
    }

    /** Conditions, and what stands in their places. */
    private static final class Where {

        private final StringBuilder sql;
        private final List<@Nullable Object> parameters = new ArrayList<>();

        private Where(String condition, @Nullable Object... values) {
            sql = new StringBuilder(PairingRows.ALL).append("where ").append(condition);
            with(values);
        }

        private Where and(String condition, @Nullable Object... values) {
            sql.append(" and ").append(condition);
            return with(values);
        }

        private Where with(@Nullable Object... values) {
            Collections.addAll(parameters, values);
            return this;
        }
    }
}
