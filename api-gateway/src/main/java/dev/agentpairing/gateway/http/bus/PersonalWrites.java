package dev.agentpairing.gateway.http.bus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.PersonalCommand;

/** Commands that refer to what the log must not hold: that is kept before, and forgotten again when the command is refused. */
@Component
public class PersonalWrites {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalWrites.class);

    private final Commands commands;

    PersonalWrites(Commands commands) {
        this.commands = commands;
    }

    public void send(Actor actor, PersonalCommand keep, Object command, PersonalCommand forget) {
        send(actor, keep, command, forget, Object.class);
    }

    /**
     * @param forget takes back {@code keep}; sent only when it is certain that no event refers to what was kept
     * @return what the command answers; where it repeats an earlier one, what was kept for that counts, and this is swept up
     */
    public <R> R send(Actor actor, PersonalCommand keep, Object command, PersonalCommand forget, Class<R> answer) {
        commands.keep(actor, keep);
        try {
            return commands.send(actor, command, answer);
        } catch (ApiError e) {
            if (e.status() < 500) {
                forget(actor, forget);
            }
            throw e;
        }
    }

    /** The caller is to hear why the command was refused, whatever becomes of this; the query side sweeps up what is left behind. */
    private void forget(Actor actor, PersonalCommand forget) {
        try {
            commands.keep(actor, forget);
        } catch (RuntimeException e) {
            LOG.warn("What was kept for a refused command stays for now: {} failed: {}", forget, e.toString());
        }
    }
}
