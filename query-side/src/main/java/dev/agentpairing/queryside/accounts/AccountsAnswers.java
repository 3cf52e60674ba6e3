package dev.agentpairing.queryside.accounts;

import java.util.List;
import java.util.Optional;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.account.AccountQuery;
import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.AccountQuery.Census;
import dev.agentpairing.messages.account.AccountQuery.CountAccounts;
import dev.agentpairing.messages.account.AccountQuery.FindLogin;
import dev.agentpairing.messages.account.AccountQuery.FindPersons;
import dev.agentpairing.messages.account.AccountQuery.GetAccount;
import dev.agentpairing.messages.account.AccountQuery.Login;
import dev.agentpairing.messages.account.AccountQuery.Persons;
import dev.agentpairing.queryside.personal.Person;
import dev.agentpairing.queryside.personal.PersonalRecords;

final class AccountsAnswers {

    private static final String GET = "select * from view_account where account_id = ?";
    private static final String FIND = "select * from view_account where email_id = ?";
    private static final String COUNT =
            "select count(*) accounts, coalesce(max(case when account_id = ? then 1 else 0 end), 0) present from view_account";

    private final JdbcTemplate jdbc;
    private final PersonalRecords personal;

    AccountsAnswers(JdbcTemplate jdbc, PersonalRecords personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    @QueryHandler
    @Nullable Account answer(GetAccount query) {
        return find(GET, query.accountId()).map(row -> {
            var person = person(row).orElse(Person.forgotten(row.accountId()));
            return new Account(row.accountId(), person.email(), person.name(), row.plan(), row.createdAt(), row.agents(),
                    row.apiKeys(), row.connections());
        }).orElse(null);
    }

    /** Nobody can sign in for a person who has been erased. */
    @QueryHandler
    @Nullable Login answer(FindLogin query) {
        return find(FIND, query.emailId()).flatMap(this::person)
                .map(person -> new Login(person.accountId(), person.passwordHash())).orElse(null);
    }

    @QueryHandler
    Census answer(CountAccounts query) {
        return jdbc.queryForObject(COUNT, (row, number) -> new Census(row.getInt("accounts"), row.getInt("present") == 1),
                query.accountId());
    }

    @QueryHandler
    Persons answer(FindPersons query) {
        return new Persons(personal.persons(query.accountIds()).values().stream()
                .map(person -> new AccountQuery.Person(person.accountId(), person.name(), person.email())).toList());
    }

    private Optional<AccountRow> find(String sql, Object parameter) {
        return DataAccessUtils.optionalResult(jdbc.query(sql, (row, number) -> AccountsTable.read(row), parameter));
    }

    private Optional<Person> person(AccountRow row) {
        return Optional.ofNullable(personal.persons(List.of(row.accountId())).get(row.accountId()));
    }
}
