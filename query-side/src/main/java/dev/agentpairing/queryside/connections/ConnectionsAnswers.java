package dev.agentpairing.queryside.connections;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionQuery.Items;
import dev.agentpairing.messages.connection.ConnectionQuery.ListConnections;
import dev.agentpairing.messages.connection.ConnectionQuery.Other;
import dev.agentpairing.messages.connection.ConnectionStatus;
import dev.agentpairing.queryside.personal.Invite;
import dev.agentpairing.queryside.personal.Person;
import dev.agentpairing.queryside.personal.PersonalRecords;

final class ConnectionsAnswers {

    /**
     * Inviter and owner of the invited address are the parties, as they are to the rules, until a rejection makes it nobody's. Who signed
     * up after an invite was cancelled is none.
     */
    private static final String LIST = """
            select * from (
                select * from view_connection where inviter_id = ? and status <> 'REJECTED'
                union all
                select c.* from view_connection_email e join view_connection c on c.invited_email_id = e.email_id
                where e.account_id = ? and c.status <> 'REJECTED'
                    and (c.status <> 'REVOKED' or c.accepted_at is not null or c.revoked_at > e.opened_at)
            ) own order by created_at desc, connection_id desc""";

    private static final String GET = """
            select * from view_connection c where connection_id = ? and status <> 'REJECTED' and (inviter_id = ? or exists (
                select 1 from view_connection_email e where e.account_id = ? and e.email_id = c.invited_email_id
                    and (c.status <> 'REVOKED' or c.accepted_at is not null or c.revoked_at > e.opened_at)))""";

    private final JdbcTemplate jdbc;
    private final PersonalRecords personal;

    ConnectionsAnswers(JdbcTemplate jdbc, PersonalRecords personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    @QueryHandler
    Items answer(ListConnections query) {
        var viewer = query.accountId();
        return new Items(items(viewer, jdbc.query(LIST, (row, number) -> ConnectionsTable.read(row), viewer, viewer)));
    }

    @QueryHandler
    @Nullable Item answer(GetConnection query) {
        var viewer = query.accountId();
        return DataAccessUtils.singleResult(items(viewer,
                jdbc.query(GET, (row, number) -> ConnectionsTable.read(row), query.connectionId(), viewer, viewer)));
    }

    private List<Item> items(UUID viewer, List<ConnectionRow> rows) {
        var others = rows.stream().map(row -> otherOf(viewer, row)).filter(Objects::nonNull).distinct().toList();
        var persons = personal.persons(others);
        var invites = personal.invites(rows.stream().map(ConnectionRow::connectionId).toList());
        return rows.stream().map(row -> {
            var other = otherOf(viewer, row);
            var person = other == null ? null : persons.getOrDefault(other, Person.forgotten(other));
            return item(row, person, invites.getOrDefault(row.connectionId(), Invite.forgotten(row.connectionId())));
        }).toList();
    }

    /** The inviter learns of the other account only by its acceptance. */
    private static @Nullable UUID otherOf(UUID viewer, ConnectionRow row) {
        return viewer.equals(row.inviterId()) ? row.inviteeId() : row.inviterId();
    }

    private static Item item(ConnectionRow row, @Nullable Person other, Invite invite) {
        return new Item(row.connectionId(), other == null ? null : new Other(other.accountId(), other.name(), other.email()),
                ConnectionStatus.valueOf(row.status().name()), row.inviterId(), invite.email(), invite.message(),
                row.createdAt(), row.acceptedAt(), row.revokedAt());
    }
}
