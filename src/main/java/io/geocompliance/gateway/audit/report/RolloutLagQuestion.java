package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code rollout-lag}: decisions by an older rule set or an older build of a database after a newer one had been introduced. */
final class RolloutLagQuestion implements Question {

    private static final int SHORT_HASH = 16;

    /** By kind and version, in the order in which they were introduced. */
    private final Map<String, Lag> versions = new LinkedHashMap<>();

    /** What was introduced last: the rule set, and the build of each publisher. */
    private final Map<String, String> newest = new HashMap<>();

    /** The lists of builds that decisions have named so far, taken apart once. */
    private final Map<String, List<String>> builds = new HashMap<>();

    /** Of one version. Owned by the question. */
    private static final class Lag {

        private final String kind;
        private final String version;
        private String introduced = "";
        private long late;
        private String lastLate = "";

        Lag(String kind, String version) {
            this.kind = kind;
            this.version = version;
        }
    }

    @Override
    public void line(VerifiedLine line) {
        LineFields fields = line.fields();
        switch (line.kind()) {
            case "ruleset" -> {
                String hash = fields.text("sha256");
                introduce("rule set", "", hash.substring(0, Math.min(SHORT_HASH, hash.length())), line.time());
            }
            case "geodb" ->
                introduce("database", InForceQuestion.publisher(fields.text("id")), fields.text("id"), line.time());
            case "dec" -> decide(fields, line.time());
            default -> {} // neither introduces nor decides
        }
    }

    private void introduce(String kind, String publisher, String version, String minute) {
        newest.put(kind + publisher, version);
        Lag lag = lag(kind, version);
        if (lag.introduced.isEmpty()) {
            lag.introduced = minute;
        }
    }

    private Lag lag(String kind, String version) {
        return versions.computeIfAbsent(kind + " " + version, key -> new Lag(kind, version));
    }

    private void decide(LineFields fields, String minute) {
        decide("rule set", "", fields.text("rs"), minute);
        for (String build : builds.computeIfAbsent(fields.text("geo"), geo -> Arrays.asList(geo.split(",")))) {
            decide("database", InForceQuestion.publisher(build), build, minute);
        }
    }

    private void decide(String kind, String publisher, String version, String minute) {
        String last = newest.get(kind + publisher);
        if (last != null && !last.equals(version)) {
            Lag lag = lag(kind, version);
            lag.late++;
            lag.lastLate = minute;
        }
    }

    @Override
    public Section answer(Verification found) {
        List<List<String>> rows = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Double> bars = new ArrayList<>();
        for (Lag lag : versions.values()) {
            boolean hidden = SmallCells.isTooSmall(lag.late);
            rows.add(List.of(
                    lag.kind,
                    lag.version,
                    lag.introduced,
                    hidden ? SmallCells.HIDDEN : Long.toString(lag.late),
                    lag.lastLate));
            labels.add(lag.version);
            bars.add(hidden ? Double.NaN : (double) lag.late);
        }
        return new Section(
                "rollout-lag",
                "Decisions by what had been replaced",
                List.of(
                        "A request keeps the rules it began with, and a change is introduced just before it takes effect, so a few decisions follow"
                                + " it by the old ones; many, or for long, mean that it did not reach every part of the gateway."),
                List.of(new Chart(
                        "Decisions after something newer had been introduced, by version",
                        "",
                        labels,
                        List.of(new Chart.Series("late", bars)))),
                List.of(new Table(
                        "rollout-lag",
                        "Versions in the order of their introduction",
                        List.of(
                                "Kind",
                                "Version",
                                "Introduced (UTC)",
                                "Decisions after a newer one",
                                "Last of these (UTC)"),
                        rows)));
    }
}
