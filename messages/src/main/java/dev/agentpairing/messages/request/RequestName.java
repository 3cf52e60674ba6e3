package dev.agentpairing.messages.request;

/** What callers and logs call the HTTP request that a command was sent for. No event carries it. */
public final class RequestName {

    /** In the metadata of the command. */
    public static final String KEY = "requestName";

    private RequestName() {}
}
