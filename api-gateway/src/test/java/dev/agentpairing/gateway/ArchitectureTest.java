package dev.agentpairing.gateway;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.axonframework.commandhandling.RoutingKey;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may import what, over all rooms. A package that a rule names must hold something: a misspelt rule passes for ever. */
class ArchitectureTest {

    private static final String ROOT = "dev.agentpairing";
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void messages_depend_on_nothing_but_three_annotations() {
        classes().that().resideInAPackage(in("messages"))
                .should().onlyDependOnClassesThat(or(
                        resideInAnyPackage("java..", JSPECIFY, in("messages")),
                        belongToAnyOf(TargetAggregateIdentifier.class, RoutingKey.class, Revision.class)))
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "agent", "connection", "pairing"})
    void rules_are_plain_java(String thing) {
        classes().that().resideInAPackage(in("commandside." + thing))
                .should().onlyDependOnClassesThat(or(
                        resideInAnyPackage("java..", JSPECIFY, "org.pcollections..", in("messages"), in("commandside." + thing)),
                        resideInAPackage(ROOT + ".commandside"))) // Decision, which all rules answer with
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commandside.axon", "commandside.storage"})
    void shells_and_storage_know_no_web(String room) {
        never(room, "dev.agentpairing.queryside..", "dev.agentpairing.gateway..", "org.springframework.web..",
                "org.springframework.http..", "jakarta.servlet..");
    }

    @Test
    void the_query_side_knows_neither_the_command_side_nor_the_web() {
        never("queryside", "dev.agentpairing.commandside..", "dev.agentpairing.gateway..", "org.springframework.web..",
                "org.springframework.http..", "jakarta.servlet..");
    }

    @Test
    void the_command_side_knows_neither_the_query_side_nor_the_gateway() {
        never("commandside", "dev.agentpairing.queryside..", "dev.agentpairing.gateway..");
    }

    @ParameterizedTest
    @MethodSource("views")
    void a_view_reads_no_table_of_another(String view) {
        noClasses().that().resideInAPackage(in("queryside." + view))
                .should().dependOnClassesThat(another(views(), "queryside", view)).check(CODE);
    }

    @ParameterizedTest
    @MethodSource("things")
    void a_controller_knows_no_other_thing_no_database_and_no_room(String thing) {
        never("gateway." + thing, "dev.agentpairing.commandside..", "dev.agentpairing.queryside..", "java.sql..", "javax.sql..",
                "org.springframework.jdbc..", "org.axonframework.eventsourcing..", "org.axonframework.eventhandling..");
        noClasses().that().resideInAPackage(in("gateway." + thing))
                .should().dependOnClassesThat(another(things(), "gateway", thing)).check(CODE);
    }

    @Test
    void the_gateway_knows_no_room() {
        never("gateway", "dev.agentpairing.commandside..", "dev.agentpairing.queryside..", "org.axonframework.eventsourcing..");
    }

    @Test
    void of_the_gateway_only_idempotency_keys_the_turns_on_h2_and_the_explanation_of_failed_starts_know_a_database() {
        noClasses().that().resideInAPackage(in("gateway"))
                .and().resideOutsideOfPackages(in("gateway.http.idempotency"), in("gateway.h2"))
                .and().doNotHaveSimpleName("StartFailure").and().doNotHaveSimpleName("Outage")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.springframework.dao..", "org.flywaydb..",
                        "com.zaxxer.hikari..")
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "messages", "messages.account", "messages.agent", "messages.connection", "messages.pairing", "messages.freshness",
        "messages.request",
        "commandside.account", "commandside.agent", "commandside.connection", "commandside.pairing", "commandside.axon",
        "commandside.storage", "queryside.accounts", "queryside.agents", "queryside.blocks", "queryside.connections", "queryside.pairings",
        "queryside.freshness", "queryside.deadletters", "gateway.account", "gateway.agent", "gateway.connection", "gateway.deadletter", "gateway.pairing", "gateway.h2", "gateway.health",
        "gateway.demo", "gateway.description", "gateway.http", "gateway.http.bus", "gateway.http.idempotency", "gateway.http.input", "gateway.security",
        "gateway.settings"})
    void every_package_that_a_rule_names_holds_something(String name) {
        var packageName = ROOT + "." + name;
        assertThat(CODE.stream().filter(c -> c.getPackageName().equals(packageName) && !isPackageInfo(c))).isNotEmpty();
    }

    @Test
    void many_types_are_seen_in_their_package_only() {
        var types = CODE.stream().filter(c -> c.isTopLevelClass() && !isPackageInfo(c))
                .filter(c -> !c.getPackageName().startsWith(ROOT + ".messages")).toList();
        long hidden = types.stream().filter(c -> !c.getModifiers().contains(JavaModifier.PUBLIC)).count();
        assertThat((double) hidden / types.size()).isGreaterThanOrEqualTo(0.4);
    }

    static Stream<String> conditions() {
        return CODE.stream().<HasAnnotations<?>>flatMap(type -> Stream.concat(Stream.of(type), type.getMethods().stream()))
                .flatMap(place -> Stream.concat(
                        place.tryGetAnnotationOfType(ConditionalOnBooleanProperty.class).stream()
                                .flatMap(flag -> Stream.of(flag.value(), flag.name())),
                        place.tryGetAnnotationOfType(ConditionalOnProperty.class).stream()
                                .flatMap(property -> Stream.of(property.value(), property.name()))))
                .flatMap(Stream::of).distinct();
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void what_beans_depend_on_cannot_be_chosen_ahead_of_time(String property) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", Map.of(property, "true")));
        assertThat(AheadOfTime.choice(environment)).hasToString("Optional[" + property + "]");
    }

    static Stream<String> views() {
        return Stream.of("accounts", "agents", "blocks", "connections", "pairings");
    }

    static Stream<String> things() {
        return Stream.of("account", "agent", "connection", "deadletter", "pairing", "health", "demo");
    }

    private static void never(String room, String... packages) {
        noClasses().that().resideInAPackage(in(room)).should().dependOnClassesThat().resideInAnyPackage(packages).check(CODE);
    }

    private static DescribedPredicate<JavaClass> another(Stream<String> all, String room, String one) {
        List<String> others = all.filter(name -> !name.equals(one)).map(name -> in(room + "." + name)).toList();
        return resideInAnyPackage(others.toArray(String[]::new));
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static String in(String room) {
        return ROOT + "." + room + "..";
    }
}
