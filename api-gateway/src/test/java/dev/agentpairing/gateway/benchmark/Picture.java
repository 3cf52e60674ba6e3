package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Requests a second as bars, one colour a database. */
final class Picture {

    private Picture() {}

    static void draw(Map<String, Map<String, Double>> perSecond, Path file) throws IOException {
        var chart = new CategoryChartBuilder().width(1_100).height(520).title("Requests a second, by load and connections")
                .yAxisTitle("requests/s, logarithmic").build();
        chart.getStyler().setXAxisLabelRotation(60).setYAxisLogarithmic(true).setYAxisMin(10.0).setLegendPosition(LegendPosition.InsideNE);
        perSecond.forEach((database, loads) -> chart.addSeries(database, List.copyOf(loads.keySet()), List.copyOf(loads.values())));
        Files.write(file, ChartEncoder.getBytes(chart, "png"));
    }
}
