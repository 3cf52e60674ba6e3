package dev.agentpairing.gateway.demo;

import java.util.UUID;

/** The fixed names of the example world (contract, section 6). The keys are the public ones of RFC 7748, section 6.1. */
final class DemoWorld {

    static final String PLAN = "team";
    static final UUID CONNECTION = UUID.fromString("550e8400-e29b-41d4-a716-446655440000");

    static final Side A = new Side(
            UUID.fromString("a0a64aa4-0263-4a46-8d4a-ec220f12b983"), "alice@example.com", "Alice", "demo-password-a",
            UUID.fromString("a0a64aa4-0263-4a46-8d4a-000000000001"), "agd_live_xxxxxxxxxxxxxxxxxxxx",
            UUID.fromString("a1b2c3d4-e5f6-7890-abcd-ef1234567890"), "data-pipeline", "Data Pipeline Agent",
            "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");

    static final Side B = new Side(
            UUID.fromString("7c9e2d1a-3b4f-4a5e-9d8c-6e7f0a1b2c3d"), "bob@example.com", "Bob", "demo-password-b",
            UUID.fromString("7c9e2d1a-3b4f-4a5e-9d8c-000000000002"), "agd_live_yyyyyyyyyyyyyyyyyyyy",
            UUID.fromString("f9e8d7c6-b5a4-3210-fedc-ba0987654321"), "analysis-bot", "Analysis Bot",
            "3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=");

    private DemoWorld() {}

    /** One account with its key and its agent. */
    record Side(
            UUID accountId, String email, String name, String password, UUID keyId, String apiKey, UUID agentId, String slug,
            String agentName, String publicKey) {}
}
