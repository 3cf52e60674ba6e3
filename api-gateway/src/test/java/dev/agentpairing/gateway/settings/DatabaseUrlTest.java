package dev.agentpairing.gateway.settings;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseUrlTest {

    private static final String ALL =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./x, jdbc:h2:file:./x" + ALL,
        "jdbc:h2:file:./x;mode=postgresql, jdbc:h2:file:./x;mode=postgresql;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
        "jdbc:h2:file:./x;AUTO_SERVER=TRUE;database_to_upper=false, jdbc:h2:file:./x;AUTO_SERVER=TRUE;database_to_upper=false;MODE=PostgreSQL"
                + ";DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
        "jdbc:h2:file:./x;WRITE_DELAY=100;CIPHER=AES, jdbc:h2:file:./x;WRITE_DELAY=100;CIPHER=AES;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                + ";DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"})
    void what_the_address_of_an_h2_database_lacks_is_added_and_what_it_says_stays(String given, String used) {
        assertThat(DatabaseUrl.complete(given)).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./x" + ALL, "jdbc:postgresql://db/pairing", "jdbc:mydb:x", "nonsense", ""})
    void nothing_else_changes(String url) {
        assertThat(DatabaseUrl.complete(url)).isEqualTo(url);
    }

    @Test
    void another_mode_is_refused() {
        assertThatThrownBy(() -> DatabaseUrl.complete("jdbc:h2:file:./x;MODE=MySQL"))
                .isInstanceOf(SettingProblem.class).hasMessageStartingWith("spring.datasource.url: ").hasMessageContaining("MySQL");
    }

    @Test
    void wherever_the_address_comes_from_the_program_gets_all_of_it() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of("spring.datasource.url", "jdbc:h2:file:./x")));
        DatabaseUrl.complete(environment);
        assertThat(environment.getProperty("spring.datasource.url")).isEqualTo("jdbc:h2:file:./x" + ALL);
    }
}
