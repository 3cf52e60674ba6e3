package dev.agentpairing.messages.request;

/** What callers and logs call the HTTP request that a message was sent for. No event carries it. */
public final class RequestName {

    /** In the metadata of the command, or of a query that leaves the process. */
    public static final String KEY = "requestName";

    private RequestName() {}
}
