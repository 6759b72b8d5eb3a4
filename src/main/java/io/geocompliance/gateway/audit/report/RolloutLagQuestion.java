package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code rollout-lag}: decisions by an older rule set or older databases after newer ones had come into use. */
final class RolloutLagQuestion implements Question {

    private final Use rules = new Use();
    private final Use databases = new Use();

    /** Which version came into use in which order. */
    private static final class Use {

        /** In the order of their first decisions. */
        private final Map<String, Lag> versions = new LinkedHashMap<>();

        private String newest = "";

        void decide(String version, String minute) {
            Lag lag = versions.get(version);
            if (lag == null) {
                versions.put(version, new Lag(minute));
                newest = version;
            } else if (!version.equals(newest)) {
                lag.late++;
                lag.lastLate = minute;
            }
        }
    }

    /** Of one version. Owned by the question. */
    private static final class Lag {

        private final String first;
        private long late;
        private String lastLate = "";

        Lag(String first) {
            this.first = first;
        }
    }

    @Override
    public void line(VerifiedLine line) {
        if (line.kind().equals("dec")) {
            LineFields fields = line.fields();
            rules.decide(fields.text("rs"), line.time());
            databases.decide(fields.text("geo"), line.time());
        }
    }

    @Override
    public Section answer(Verification found) {
        List<List<String>> rows = new ArrayList<>();
        rows(rules, "rule set", rows);
        rows(databases, "databases", rows);
        return new Section(
                "rollout-lag",
                "Decisions by what had been replaced",
                List.of(
                        "A request keeps the rules it began with, so a few decisions follow a change by the old ones; many, or for long, mean"
                                + " that a change did not reach every part of the gateway. Going back to an older version on purpose looks the same."),
                List.of(),
                List.of(new Table(
                        "rollout-lag",
                        "Versions in the order of their first decision",
                        List.of(
                                "Kind",
                                "Version",
                                "First decision (UTC)",
                                "Decisions after a newer one",
                                "Last of these (UTC)"),
                        rows)));
    }

    private static void rows(Use use, String kind, List<List<String>> rows) {
        use.versions.forEach((version, lag) -> rows.add(List.of(
                kind,
                version,
                lag.first,
                SmallCells.isTooSmall(lag.late) ? SmallCells.HIDDEN : Long.toString(lag.late),
                lag.lastLate)));
    }
}
