package dev.agentpairing.queryside.personal;

import java.time.Instant;
import java.util.List;

import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.account.PersonalCommand.ForgetInvite;
import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.account.PersonalCommand.NoteKeyUse;
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

    /** Uses may be noted out of order; the later one stays. */
    @CommandHandler
    void handle(NoteKeyUse command) {
        var at = bind(command.at());
        var known = jdbc.update("update personal_key_use set used_at = greatest(used_at, ?) where key_id = ?", at,
                command.keyId());
        if (known == 0) {
            jdbc.update("insert into personal_key_use (key_id, used_at) values (?, ?) on conflict do nothing", command.keyId(),
                    at);
        }
    }
}
