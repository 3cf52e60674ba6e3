package dev.agentpairing.gateway.http;

/** One bad field of a request. */
public record Detail(String field, String message) {}
