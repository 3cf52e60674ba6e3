package dev.agentpairing.commandside.axon;

/** An aggregate whose stream grows with its use, so that it is worth a shortcut. */
interface Snapshotted {

    /** The same as it is now; what happens later does not change it. */
    Snapshotted snapshot();
}
