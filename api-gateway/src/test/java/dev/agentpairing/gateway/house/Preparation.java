package dev.agentpairing.gateway.house;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** In a run of all tests jqwik's come first, on one thread. Meanwhile another makes what all starts of programs need. */
public final class Preparation implements TestExecutionListener {

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (plan.getRoots().stream().filter(engine -> !plan.getChildren(engine).isEmpty()).count() > 1) {
            Thread.ofPlatform().daemon().name("preparation").start(Program::archive);
        }
    }
}
