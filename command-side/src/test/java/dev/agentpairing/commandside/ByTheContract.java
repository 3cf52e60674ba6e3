package dev.agentpairing.commandside;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.Permission;

import static dev.agentpairing.commandside.Step.AGENTS;
import static dev.agentpairing.commandside.Step.LIMIT;
import static dev.agentpairing.commandside.Step.WEEK;
import static dev.agentpairing.commandside.Step.owner;
import static dev.agentpairing.commandside.Step.permission;

/** Section 2 of the contract, and nothing else. */
final class ByTheContract {

    private static final class Entry {
        private final int proposer;
        private final Set<Integer> agents;
        private Permission permission;
        private int lastChanger;
        private int expires;
        private String status = "Pending";

        Entry(int proposer, int mine, int theirs, Permission permission, int now) {
            this.proposer = proposer;
            this.agents = Set.of(mine, theirs);
            this.permission = permission;
            this.lastChanger = proposer;
            this.expires = now + WEEK;
        }

        boolean isOpen() {
            return !status.equals("Revoked");
        }

        boolean isPending(int now) {
            return status.equals("Pending") && now < expires;
        }

        Permission seenBy(int account) {
            return account == proposer || permission == Permission.BOTH ? permission
                    : permission == Permission.SEND_ONLY ? Permission.RECEIVE_ONLY : Permission.SEND_ONLY;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final boolean[] key = {true, true, true, true, true, true};
    private final boolean[] available = {true, true, true, true, true, true};
    private boolean active = true;
    private int clock;

    String take(Step step) {
        int now = clock++;
        return switch (step.kind()) {
            case PROPOSE -> propose(step.account(), step.one(), step.two(), now);
            case CONFIRM -> confirm(step.account(), entry(step.one()), now);
            case CHANGE -> change(step.account(), entry(step.one()), permission(step.two()), now);
            case DECLINE -> decline(step.account(), entry(step.one()), now);
            case WITHDRAW -> withdraw(step.account(), entry(step.one()), now);
            case LATER -> "" + (clock += (step.one() + 1) * 86_400);
            case SWEEP -> sweep(now);
            case REVOKE -> revoke(step.account(), entry(step.one()), step.two() > 0);
            case KEY -> (key[step.one()] = !key[step.one()]) ? "1" : "0";
            case AVAILABLE -> "" + (available[step.one()] = !available[step.one()]);
            case END_OF_CONNECTION -> end(step.account());
        };
    }

    private @Nullable Entry entry(int number) {
        return number < entries.size() ? entries.get(number) : null;
    }

    private String propose(int by, int mine, int theirs, int now) {
        if (by == 2) {
            return "NOT_FOUND";
        } else if (!active) {
            return "CONNECTION_NOT_ACTIVE";
        } else if (owner(mine) != by || owner(theirs) != 1 - by) {
            return "AGENT_NOT_FOUND";
        } else if (!key[mine]) {
            return "AGENT_NOT_CONNECTED";
        } else if (!key[theirs]) {
            return "TARGET_NOT_CONNECTED";
        } else if (!available[theirs]) {
            return "AGENT_NOT_AVAILABLE";
        } else if (entries.stream().anyMatch(e -> e.isOpen() && e.agents.equals(Set.of(mine, theirs)))) {
            return "PAIRING_EXISTS";
        } else if (entries.stream().filter(Entry::isOpen).count() >= LIMIT) {
            return "PLAN_LIMIT_REACHED";
        }
        entries.add(new Entry(by, mine, theirs, permission(mine + theirs), now));
        return "ACCEPTED";
    }

    private String confirm(int by, @Nullable Entry entry, int now) {
        if (entry == null || by == 2) {
            return "NOT_FOUND";
        } else if (!entry.isPending(now)) {
            return "INVALID_STATUS";
        } else if (entry.lastChanger == by) {
            return "CANNOT_CONFIRM_OWN";
        } else if (entry.agents.stream().anyMatch(agent -> owner(agent) == by && !key[agent])) {
            return "AGENT_NOT_CONNECTED";
        } else if (entry.agents.stream().anyMatch(agent -> !key[agent])) {
            return "TARGET_NOT_CONNECTED";
        }
        entry.status = "Active";
        return "ACCEPTED";
    }

    private String change(int by, @Nullable Entry entry, Permission permission, int now) {
        if (entry == null || by == 2) {
            return "NOT_FOUND";
        } else if (!entry.status.equals("Active") && !entry.isPending(now)) {
            return "INVALID_STATUS";
        } else if (entry.seenBy(by) == permission) {
            return "THE SAME";
        }
        entry.permission = by == entry.proposer ? permission : permission.flipped();
        entry.lastChanger = by;
        entry.expires = now + WEEK;
        entry.status = "Pending";
        return "ACCEPTED";
    }

    private String decline(int by, @Nullable Entry entry, int now) {
        if (entry == null || by == 2) {
            return "NOT_FOUND";
        } else if (!entry.isPending(now)) {
            return "INVALID_STATUS";
        } else if (entry.lastChanger == by) {
            return "CANNOT_DECLINE_OWN";
        }
        entry.status = "Revoked";
        return "ACCEPTED";
    }

    private String withdraw(int by, @Nullable Entry entry, int now) {
        if (entry == null || by == 2) {
            return "NOT_FOUND";
        } else if (!entry.isPending(now)) {
            return "INVALID_STATUS";
        } else if (entry.lastChanger != by) {
            return "NOT_YOUR_PROPOSAL";
        }
        entry.status = "Revoked";
        return "ACCEPTED";
    }

    private String sweep(int now) {
        for (var entry : entries) {
            if (entry.status.equals("Pending") && !entry.isPending(now)) {
                entry.status = "Revoked";
            }
        }
        return "ACCEPTED";
    }

    private String revoke(int by, @Nullable Entry entry, boolean may) {
        if (entry == null || by == 2) {
            return "NOT_FOUND";
        } else if (!may) {
            return "SESSION_REQUIRED";
        } else if (!entry.isOpen()) {
            return "ALREADY_REVOKED";
        }
        entry.status = "Revoked";
        return "ACCEPTED";
    }

    private String end(int by) {
        if (by == 2) {
            return "NOT_FOUND";
        } else if (!active) {
            return "ALREADY_REVOKED";
        }
        active = false;
        entries.forEach(entry -> entry.status = "Revoked");
        return "ACCEPTED";
    }

    Set<AgentPair> open() {
        return Set.copyOf(entries.stream().filter(Entry::isOpen)
                .map(entry -> entry.agents.stream().map(AGENTS::get).toList())
                .map(agents -> AgentPair.of(agents.get(0), agents.get(1))).toList());
    }

    List<String> statuses() {
        return entries.stream().map(entry -> entry.status).toList();
    }

    List<Permission> permissions() {
        return entries.stream().map(entry -> entry.permission).toList();
    }
}
