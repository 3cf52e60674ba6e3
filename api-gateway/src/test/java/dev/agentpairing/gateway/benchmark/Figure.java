package dev.agentpairing.gateway.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a load came to.
 *
 * @param p50 in milliseconds, as is the 99th percentile
 */
record Figure(double perSecond, double p50, double p99, int errors) {

    /** Of each value by itself; errors add up. */
    static Figure median(List<Figure> rounds) {
        return new Figure(median(rounds, Figure::perSecond), median(rounds, Figure::p50), median(rounds, Figure::p99),
                rounds.stream().mapToInt(Figure::errors).sum());
    }

    private static double median(List<Figure> rounds, ToDoubleFunction<Figure> value) {
        var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
