package dev.agentpairing.gateway.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

import dev.agentpairing.gateway.benchmark.Report.Asked;

/** Everything that is measured on one database. */
final class Measurement {

    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    private static final List<Integer> FEW_AND_MANY = List.of(1, 32);
    private static final int MEGABYTE = 1_024;
    private static final Pattern FILLED = Pattern.compile("filled again from (\\d+) events in (\\d+) ms");

    private final Server server;
    private final Path jar;
    private final Path folder;
    private final Sizes sizes;
    private final Report report;

    Measurement(Server server, Path jar, Path folder, Sizes sizes, Report report) {
        this.server = server;
        this.jar = jar;
        this.folder = folder;
        this.sizes = sizes;
        this.report = report;
    }

    void run() throws SQLException {
        report.title(server.name());
        say("raw commits");
        commits();
        say("loads");
        loads();
        say("a long past");
        age();
    }

    private void say(String what) {
        System.out.println(server.name() + ": " + what);
    }

    private void commits() throws SQLException {
        var store = server.fresh();
        Commits.prepare(store);
        Commits.perSecond(store, 1, sizes.each());
        for (int connections : CONNECTIONS) {
            report.fact("commits of one row at %d connections: %,.0f a second", connections,
                    Commits.perSecond(store, connections, sizes.each()));
        }
    }

    private void loads() {
        try (var program = Candidate.on(server.fresh(), jar, folder)) {
            int agents = Sizes.agents(sizes.proposals(CONNECTIONS.size()) / 32);
            var world = World.through(program.api(), agents, Sizes.agents(sizes.proposals(CONNECTIONS.size())));
            var workloads = Workload.all(world);
            warmUp(program.base(), workloads);
            var figures = new LinkedHashMap<Asked, List<Figure>>();
            for (int round = 0; round < sizes.rounds(); round++) {
                for (int connections : CONNECTIONS) {
                    for (var workload : workloads) {
                        Report.add(figures, new Asked(workload.name(), connections),
                                Load.run(program.base(), workload, connections, sizes.each()));
                    }
                }
            }
            report.fact("from the start of the jar until it is ready: %.1f s", program.startTook().toMillis() / 1e3);
            report.fact("resident memory after the load (-Xmx1g): %,d MB", program.residentKilobytes() / MEGABYTE);
            report.loads(server.name(), Report.medians(figures));
        }
    }

    private void warmUp(URI base, List<Workload> workloads) {
        for (var workload : workloads) {
            Load.run(base, workload, 8, sizes.warmUp().dividedBy(workloads.size()));
        }
    }

    private void age() throws SQLException {
        var aged = server.fresh();
        var fresh = server.fresh();
        int pairs = Past.livesOf(sizes.events()) / 32 + 1 + sizes.proposals(FEW_AND_MANY.size()) / 32;
        int crowd = sizes.crowd() + sizes.proposals(FEW_AND_MANY.size());
        World old;
        World young;
        Life sample;
        try (var program = Candidate.on(aged, jar, folder)) {
            old = World.through(program.api(), Sizes.agents(pairs + 1), Sizes.agents(crowd));
            sample = old.sample(program.api());
        }
        try (var program = Candidate.on(fresh, jar, folder)) {
            young = World.through(program.api(), Sizes.agents(pairs + 1), Sizes.agents(crowd));
        }
        report.fact("a past of %,d events was written, after the pattern of one pairing",
                Past.write(aged, old, sample, sizes.events(), sizes.crowd()));
        say("rebuild");
        try (var program = Candidate.on(aged, jar, folder, "--pairing.query-side.rebuild=true");
                var other = Candidate.on(fresh, jar, folder)) {
            rebuilt(program);
            Past.mustShow(program.api(), old, sizes.events());
            compare(program.base(), old, other.base(), young);
        }
    }

    private void rebuilt(Candidate program) {
        var line = program.lines().stream().map(FILLED::matcher).filter(found -> found.find()).findFirst().orElseThrow();
        long events = Long.parseLong(line.group(1));
        long millis = Long.parseLong(line.group(2));
        report.fact("rebuild: %,d events in %.1f s, %,.0f a second, of a process that has just started", events, millis / 1e3,
                events * 1e3 / millis);
    }

    /** In turn, so that both meet the same machine; both programs have just started, and remember nothing. */
    private void compare(URI oldBase, World old, URI youngBase, World young) {
        var fresh = new LinkedHashMap<Asked, List<Figure>>();
        var aged = new LinkedHashMap<Asked, List<Figure>>();
        var onOld = List.of(Workload.propose(old, Past.livesOf(sizes.events()) / 32 + 1), Workload.hot(old));
        var onYoung = List.of(Workload.propose(young, 0), Workload.hot(young));
        warmUp(oldBase, onOld);
        warmUp(youngBase, onYoung);
        for (int round = 0; round < sizes.rounds(); round++) {
            for (int connections : FEW_AND_MANY) {
                for (int i = 0; i < onOld.size(); i++) {
                    var asked = new Asked(onOld.get(i).name(), connections);
                    Report.add(fresh, asked, Load.run(youngBase, onYoung.get(i), connections, sizes.each()));
                    Report.add(aged, asked, Load.run(oldBase, onOld.get(i), connections, sizes.each()));
                }
            }
        }
        report.ages(Report.medians(aged), Report.medians(fresh));
    }
}
