package dev.agentpairing.gateway;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

import dev.agentpairing.gateway.settings.SettingProblem;

import static org.assertj.core.api.Assertions.assertThat;

class StartFailureTest {

    @Test
    void a_setting_is_named_however_deep_it_lies() {
        var problem = new SettingProblem("pairing.demo", "is refused");
        var failure = new IllegalStateException("wrapped", new RuntimeException(problem));
        assertThat(StartFailure.explain(failure)).isEqualTo("Cannot start: pairing.demo: is refused");
    }

    @Test
    void a_port_in_use_is_named() {
        assertThat(StartFailure.explain(new RuntimeException(new PortInUseException(8080)))).contains("server.port", "8080");
    }

    @Test
    void an_address_of_another_machine_is_named() {
        var failure = new RuntimeException(new java.net.BindException("Cannot assign requested address"));
        assertThat(StartFailure.explain(failure)).contains("server.address", "no address of this machine");
    }

    @Test
    void a_port_that_only_the_administrator_may_open_is_named_as_such() {
        var failure = new RuntimeException(new java.net.BindException("Permission denied"));
        assertThat(StartFailure.explain(failure)).contains("server.port", "Permission denied").doesNotContain("address");
    }

    @Test
    void a_database_out_of_reach_is_named_in_one_line() {
        var failure = new RuntimeException(new SQLException("Connection refused.\nIs it running?", "08001"));
        assertThat(StartFailure.explain(failure)).contains("spring.datasource.url", "Connection refused. Is it running?");
    }

    @Test
    void what_says_nothing_is_named_by_its_type() {
        assertThat(StartFailure.explain(new IllegalStateException())).isEqualTo("Cannot start: IllegalStateException");
    }
}
