package io.geocompliance.gateway.audit.report;

import java.util.List;
import java.util.Locale;

/** A bar chart as SVG within a page: its title is read out, and its numbers stand in the table below it. */
final class SvgChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int LEFT = 60;
    private static final int TOP = 20;
    private static final int BOTTOM = 40;
    private static final int LINES = 4;

    /** Below a bar there is no room for more labels than that. */
    private static final int MOST_LABELS = 12;

    private final Chart chart;
    private final String id;
    private final double highest;

    SvgChart(Chart chart, String id) {
        this.chart = chart;
        this.id = id;
        double max = chart.series().stream()
                .flatMap(series -> series.values().stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        this.highest = chart.unit().equals("%") ? Math.max(max > 10 ? 100 : 10, max) : Math.max(1, max);
    }

    @Override
    public String toString() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ');
        svg.append(HEIGHT).append("\"><title id=\"").append(id).append("\">").append(HtmlPage.escape(chart.title()));
        svg.append("; the numbers are in the table below</title>\n");
        grid(svg);
        bars(svg);
        labels(svg);
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        for (int i = 0; i <= LINES; i++) {
            double value = highest * i / LINES;
            String y = number(y(value));
            svg.append("<line class=\"grid\" x1=\"")
                    .append(LEFT)
                    .append("\" x2=\"")
                    .append(WIDTH)
                    .append("\" y1=\"")
                    .append(y);
            svg.append("\" y2=\"")
                    .append(y)
                    .append("\"/><text class=\"tick\" text-anchor=\"end\" x=\"")
                    .append(LEFT - 6);
            svg.append("\" y=\"")
                    .append(number(y(value) + 4))
                    .append("\">")
                    .append(number(value))
                    .append(chart.unit());
            svg.append("</text>\n");
        }
    }

    private void bars(StringBuilder svg) {
        int count = Math.max(1, chart.labels().size());
        double slot = (double) (WIDTH - LEFT) / count;
        double width = slot * 0.8 / Math.max(1, chart.series().size());
        for (int s = 0; s < chart.series().size(); s++) {
            List<Double> values = chart.series().get(s).values();
            for (int i = 0; i < values.size(); i++) {
                double value = values.get(i);
                if (!Double.isNaN(value)) {
                    svg.append("<rect class=\"s")
                            .append(s)
                            .append("\" x=\"")
                            .append(number(LEFT + slot * i + slot * 0.1 + width * s));
                    svg.append("\" y=\"")
                            .append(number(y(value)))
                            .append("\" width=\"")
                            .append(number(width))
                            .append("\" height=\"");
                    svg.append(number(HEIGHT - BOTTOM - y(value))).append("\"/>\n");
                }
            }
        }
    }

    private void labels(StringBuilder svg) {
        int count = chart.labels().size();
        int step = Math.max(1, (count + MOST_LABELS - 1) / MOST_LABELS);
        double slot = (double) (WIDTH - LEFT) / Math.max(1, count);
        for (int i = 0; i < count; i += step) {
            svg.append("<text class=\"tick\" text-anchor=\"middle\" x=\"").append(number(LEFT + slot * (i + 0.5)));
            svg.append("\" y=\"")
                    .append(HEIGHT - BOTTOM + 18)
                    .append("\">")
                    .append(HtmlPage.escape(chart.labels().get(i)));
            svg.append("</text>\n");
        }
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / highest);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
