package dev.agentpairing.commandside.storage;

import java.util.Collection;

/** Reads many short streams with one question, for a unit of work that is about to load them one by one. */
public interface ReadAhead {

    ReadAhead NOTHING = streams -> {};

    void read(Collection<String> streams);
}
