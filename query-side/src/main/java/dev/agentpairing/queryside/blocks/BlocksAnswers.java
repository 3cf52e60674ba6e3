package dev.agentpairing.queryside.blocks;

import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccount;
import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccounts;
import dev.agentpairing.messages.connection.ConnectionQuery.ListBlocked;
import dev.agentpairing.messages.connection.ConnectionQuery.Other;
import dev.agentpairing.queryside.personal.Person;
import dev.agentpairing.queryside.personal.PersonalRecords;

final class BlocksAnswers {

    private static final String LIST = """
            select * from view_block where blocker_id = ? and unblocked_at is null order by blocked_at desc, block_id desc""";

    private final JdbcTemplate jdbc;
    private final PersonalRecords personal;

    BlocksAnswers(JdbcTemplate jdbc, PersonalRecords personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    @QueryHandler
    BlockedAccounts answer(ListBlocked query) {
        var rows = jdbc.query(LIST, (row, number) -> BlocksTable.read(row), query.accountId());
        var persons = personal.persons(rows.stream().map(BlockRow::blockedId).toList());
        return new BlockedAccounts(rows.stream().map(row -> {
            var person = persons.getOrDefault(row.blockedId(), Person.forgotten(row.blockedId()));
            return new BlockedAccount(row.blockId(), new Other(row.blockedId(), person.name(), person.email()), row.blockedAt());
        }).toList());
    }
}
