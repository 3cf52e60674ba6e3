package dev.agentpairing.gateway.http;

/** What every line says that is logged while a request is answered, by its thread. */
public final class LogFields {

    public static final String REQUEST = "request_id";
    public static final String ACCOUNT = "account_id";
    public static final String TRACE = "trace_id";

    private LogFields() {}
}
