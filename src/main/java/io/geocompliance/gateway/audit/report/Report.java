package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sections over one verified log, in each form that is asked for. */
public final class Report {

    private final List<Section> sections;
    private final Verification found;

    Report(List<Section> sections, Verification found) {
        this.sections = sections;
        this.found = found;
    }

    /** What every form says first. */
    static List<String> standing(Verification found) {
        List<String> standing = new ArrayList<>();
        standing.add("The lines, the tree and the signatures of this log agree.");
        boolean isWitnessed =
                found.findings().stream().noneMatch(finding -> finding.kind() == Finding.Kind.UNWITNESSED);
        standing.add(
                isWitnessed
                        ? "A quorum of witnesses vouches for its head."
                        : "UNWITNESSED: nobody but the operator vouches for its head. Against the operator it proves nothing.");
        standing.add(
                "Heads are signed every second and anchored every minute: what was cut off within that window can't be seen.");
        standing.add("A log says nothing of what was never written to it.");
        return standing;
    }

    /** One page that needs nothing but itself. */
    public String html() {
        return new HtmlPage(sections, found).toString();
    }

    /** A table a file, by its id; RFC 4180. */
    public Map<String, String> csv() {
        Map<String, String> files = new LinkedHashMap<>();
        sections.forEach(section -> section.tables().forEach(table -> files.put(table.id(), Csv.of(table))));
        return files;
    }

    /** All tables, each row an object. */
    public String json() {
        return ReportJson.of(sections, found);
    }
}
