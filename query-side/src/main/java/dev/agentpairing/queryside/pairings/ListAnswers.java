package dev.agentpairing.queryside.pairings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.PairingQuery.ListAllPairings;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;

import static dev.agentpairing.queryside.rows.Columns.bind;

/** Lists of pairings, newest first, whole or page by page. */
final class ListAnswers {

    private static final String NEWEST_FIRST = " order by created_at desc, pairing_id desc";

    private final PairingsInMemory memory;
    private final PairingItems items;
    private final PairingsList list;

    ListAnswers(PairingRows rows, PairingsInMemory memory) {
        this.memory = memory;
        this.items = new PairingItems(rows, memory);
        this.list = new PairingsList(items);
    }

    @QueryHandler
    Page answer(ListPairings query) {
        if (query.asOf() != null) {
            return list.then(query, query.asOf());
        }
        return isWhole(query) ? whole(query) : list.now(query);
    }

    private static boolean isWhole(ListPairings query) {
        return query.limit() == 0 && query.statuses().isEmpty() && query.agentId() == null && query.after() == null;
    }

    private Page whole(ListPairings query) {
        memory.look();
        return new Page(items.items(query.accountId(), memory.under(query.connectionId())), false);
    }

    /** Two halves, each of which finds its few rows in order by an index. Nobody is on both sides of a pairing. */
    @QueryHandler
    Page answer(ListAllPairings query) {
        var proposed = half("proposer_id = ?", query);
        var received = half("other_id = ?", query);
        var parameters = new ArrayList<>(List.of(proposed.parameters()));
        parameters.addAll(List.of(received.parameters()));
        parameters.add(query.limit() + 1);
        var both = "((" + proposed.sql() + ") union all (" + received.sql() + ")) p" + NEWEST_FIRST + " limit ?";
        return PairingsList.page(items.find(query.accountId(), null, both, parameters.toArray()), query.limit());
    }

    private static Select half(String side, ListAllPairings query) {
        var select = new Select(side, query.accountId());
        select.narrow(query.statuses(), query.agentId(), query.after());
        if (query.awaitingMe()) {
            select.and("awaiting_id = ?", query.accountId());
        }
        select.newest(query.limit());
        return select;
    }

    /** A statement under way. */
    private static final class Select {

        private final StringBuilder sql = new StringBuilder("select * from view_pairing where ");
        private final List<Object> parameters = new ArrayList<>();

        Select(String condition, Object... parameters) {
            sql.append(condition);
            this.parameters.addAll(List.of(parameters));
        }

        void and(String condition, Object... more) {
            sql.append(" and ").append(condition);
            parameters.addAll(List.of(more));
        }

        void narrow(Set<PairingStatus> statuses, @Nullable UUID agent, @Nullable Place after) {
            if (!statuses.isEmpty()) {
                var places = String.join(", ", statuses.stream().map(status -> "?").toList());
                and("status in (" + places + ")", statuses.stream().map(PairingStatus::name).toArray());
            }
            if (agent != null) {
                and("(agent_a = ? or agent_b = ?)", agent, agent);
            }
            if (after != null) { // said twice: H2 finds no place in an index by the pair
                and("created_at <= ? and (created_at, pairing_id) < (?, ?)",
                        bind(after.createdAt()), bind(after.createdAt()), after.pairingId());
            }
        }

        /** One more than asked for, to know whether more follows. */
        void newest(int limit) {
            sql.append(NEWEST_FIRST).append(" limit ?");
            parameters.add(limit + 1);
        }

        String sql() {
            return sql.toString();
        }

        Object[] parameters() {
            return parameters.toArray();
        }
    }
}
