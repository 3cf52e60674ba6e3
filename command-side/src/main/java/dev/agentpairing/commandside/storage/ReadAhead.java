package dev.agentpairing.commandside.storage;

import java.util.Collection;

/** Reads many short streams with one question, for a unit of work that is about to load them one by one. */
public interface ReadAhead {

    ReadAhead NOTHING = (type, streams) -> {};

    /** @param type of their aggregates: streams of another type may be long, and are not read */
    void read(String type, Collection<String> streams);
}
