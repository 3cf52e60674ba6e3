package dev.agentpairing.queryside.personal;

import java.time.Instant;
import java.util.List;

import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.account.PersonalCommand.ForgetInvite;
import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.account.PersonalCommand.NoteSeen;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.bind;

/** Writes through the program's own connections, in the transaction of the command: durable when the command is answered. */
final class PersonalCommands {

    private final JdbcTemplate jdbc;
    private final String keepPerson;
    private final String keepInvite;

    PersonalCommands(JdbcTemplate jdbc, ViewsDatabase database) {
        this.jdbc = jdbc;
        this.keepPerson = database.dialect().upsert("personal_person", List.of("account_id", "email", "name", "password_hash", "unsettled_since"));
        this.keepInvite = database.dialect().upsert("personal_invite", List.of("connection_id", "email", "message", "unsettled_since"));
    }

    @CommandHandler
    void handle(KeepPerson command) {
        jdbc.update(keepPerson, command.accountId(), command.email(), command.name(), command.passwordHash(),
                bind(Instant.now()));
    }

    @CommandHandler
    void handle(ForgetPerson command) {
        jdbc.update("delete from personal_person where account_id = ?", command.accountId());
    }

    @CommandHandler
    void handle(KeepInvite command) {
        jdbc.update(keepInvite, command.connectionId(), command.email(), command.message(), bind(Instant.now()));
    }

    @CommandHandler
    void handle(ForgetInvite command) {
        jdbc.update("delete from personal_invite where connection_id = ?", command.connectionId());
    }

    /** May be noted out of order; the latest stays. */
    @CommandHandler
    void handle(NoteSeen command) {
        var at = bind(command.at());
        var known = jdbc.update("update personal_last_seen set seen_at = greatest(seen_at, ?) where id = ?", at, command.id());
        if (known == 0) {
            jdbc.update("insert into personal_last_seen (id, seen_at) values (?, ?) on conflict do nothing", command.id(), at);
        }
    }
}
