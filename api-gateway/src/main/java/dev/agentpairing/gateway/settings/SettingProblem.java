package dev.agentpairing.gateway.settings;

/** A setting that cannot work: ends the start with one line that says which and why (contract, section 7). */
public final class SettingProblem extends RuntimeException {

    /** @param line names the property, and says why */
    SettingProblem(String line) {
        super(line);
    }

    public SettingProblem(String property, String reason) {
        super(property + ": " + reason);
    }
}
