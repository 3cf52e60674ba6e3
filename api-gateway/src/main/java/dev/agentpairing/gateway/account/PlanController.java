package dev.agentpairing.gateway.account;

import java.time.Clock;

import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.settings.Plans;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.AccountCommand.ChangePlan;
import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.AccountQuery.GetAccount;

@RestController
@RequestMapping(produces = "application/json")
class PlanController {

    private static final Actor OPERATOR = new Actor(null, Actor.Kind.OPERATOR, null);

    private final Commands commands;
    private final Queries queries;
    private final Plans plans;
    private final Clock clock;

    PlanController(Commands commands, Queries queries, Plans plans, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.plans = plans;
        this.clock = clock;
    }

    @PutMapping("/v1/admin/accounts/{id}/plan")
    AccountAnswer change(Input input) {
        var accountId = input.pathId("id");
        var body = input.body();
        var plan = body.text("plan", 1, 64);
        if (!plan.isEmpty() && !plans.has(plan)) {
            body.reject("plan", "must be one of " + String.join(", ", plans.names()));
        }
        input.check();
        commands.send(OPERATOR, new ChangePlan(accountId, plan, clock.instant()));
        return AccountAnswer.of(queries.show(new GetAccount(accountId), Account.class), plans.of(plan));
    }
}
