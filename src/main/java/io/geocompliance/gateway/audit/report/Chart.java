package io.geocompliance.gateway.audit.report;

import java.util.List;

/**
 * Bars over labels, one series beside the other; the tables of its section say the same in words.
 *
 * @param unit of the values, such as %
 * @param labels from left to right
 */
record Chart(String title, String unit, List<String> labels, List<Series> series) {

    /** One colour of bars; a value that is not shown is NaN. */
    record Series(String name, List<Double> values) {}
}
