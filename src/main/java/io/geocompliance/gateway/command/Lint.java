package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Finding;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.geo.Region;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.PathGlob;
import io.geocompliance.gateway.rules.RedirectCircle;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.Shadow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is written well and yet does nothing, or will not for long: someone should look, though nothing stops. */
final class Lint {

    private final Config config;
    private final Snapshot snapshot;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(Config config, Snapshot snapshot, Instant now) {
        this.config = config;
        this.snapshot = snapshot;
        this.now = now;
    }

    /** @param snapshot what the configuration was made into */
    static List<Finding> of(Config config, Snapshot snapshot, Instant now) {
        Lint lint = new Lint(config, snapshot, now);
        Shadow.among(config.rules())
                .forEach(shadow -> lint.rule(
                        shadow.hidden(),
                        "shadowed",
                        "it never decides: wherever it applies, the rule "
                                + shadow.by().id() + " decides first"));
        RedirectCircle.among(config.rules()).forEach(lint::circle);
        config.rules().forEach(lint::rule);
        config.regions().forEach(lint::region);
        lint.languages();
        config.notices().forEach(lint::review);
        lint.hiding();
        Snapshots.notes(snapshot, now)
                .forEach(note -> lint.findings.add(Finding.warning("age", Optional.empty(), note)));
        return List.copyOf(lint.findings);
    }

    private void circle(RedirectCircle circle) {
        List<String> others = circle.rules().stream().skip(1).map(Rule::id).toList();
        rule(
                circle.rules().get(0),
                "redirect-circle",
                "with " + String.join(", ", others)
                        + " it leads visitors round and round: make each target an exception of the other");
    }

    private void rule(Rule rule) {
        Instant until = rule.effective().until();
        if (until != null && !until.isAfter(now)) {
            rule(rule, "expired", "it ended at " + until + " and is never in force again");
        }
        Rule.When when = rule.when();
        if (!when.only().isEmpty() && when.only().stream().allMatch(path -> isCovered(path, when.not()))) {
            rule(rule, "paths", "it speaks of no path: `not` takes away all that `only` names");
        }
        Stream.of(when.only(), when.not()).forEach(patterns -> overlaps(rule, patterns));
        if (!when.hosts().isEmpty() && when.hosts().stream().noneMatch(this::isServed)) {
            rule(rule, "hosts", "no origin serves a host that it speaks of");
        }
        Rule.Provenance provenance = rule.provenance();
        if (provenance.owner() == null || provenance.counsel() == null || provenance.reviewBy() == null) {
            rule(rule, "provenance", "say who answers for it: `owner`, `counsel` and `reviewBy`");
        }
    }

    private void overlaps(Rule rule, List<PathGlob> patterns) {
        for (PathGlob pattern : patterns) {
            patterns.stream()
                    .filter(other -> other != pattern && other.covers(pattern))
                    .filter(other -> !pattern.covers(other) || patterns.indexOf(other) < patterns.indexOf(pattern))
                    .findFirst()
                    .ifPresent(other -> rule(
                            rule,
                            "paths",
                            "its path " + pattern.pattern() + " is within its path " + other.pattern() + " already"));
        }
    }

    private static boolean isCovered(PathGlob path, List<PathGlob> by) {
        return by.stream().anyMatch(pattern -> pattern.covers(path));
    }

    private boolean isServed(String host) {
        return config.proxy().origins().stream()
                .flatMap(origin -> origin.hosts().stream())
                .anyMatch(served -> served.equals("*")
                        || served.equals(host)
                        || host.startsWith("*.") && served.endsWith(host.substring(1))
                        || served.startsWith("*.") && host.endsWith(served.substring(1)));
    }

    private void region(Region region) {
        if (!snapshot.geo().table().regions().contains(region.name())) {
            findings.add(Finding.warning(
                    "region-empty",
                    config.positionOf("region", region.name()),
                    "The region " + region.name()
                            + " holds no address: no database says what it asks for, or not enough of them agree."));
        }
    }

    private void languages() {
        Set<String> all = new TreeSet<>();
        config.notices().forEach(notice -> all.addAll(notice.texts().keySet()));
        for (Notice notice : config.notices()) {
            Set<String> missing = new TreeSet<>(all);
            missing.removeAll(notice.texts().keySet());
            if (!missing.isEmpty()) {
                findings.add(Finding.warning(
                        "languages",
                        config.positionOf("notice", notice.id()),
                        "The notice " + notice.id() + " has no text in " + String.join(", ", missing)
                                + ", which other notices have; readers get it in " + notice.defaultLanguage()
                                + " instead."));
            }
        }
    }

    private void hiding() {
        if (config.looks().values().stream().noneMatch(LookSettings::dismissible)) {
            return;
        }
        for (NoticeEdition edition : snapshot.notices().all()) {
            List<String> without = edition.languagesWithoutHiding();
            if (!without.isEmpty()) {
                findings.add(Finding.warning(
                        "hiding",
                        config.positionOf("notice", edition.notice().id()),
                        "The notice " + edition.notice().id() + " can't be hidden in " + String.join(", ", without)
                                + ", though an origin is dismissible: end the banner with [words]({hide})."));
            }
        }
    }

    private void review(Notice notice) {
        notice.reviewBy()
                .filter(day -> day.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .ifPresent(day -> findings.add(Finding.warning(
                        "review",
                        config.positionOf("notice", notice.id() + " reviewBy"),
                        "The notice " + notice.id() + " was to be reviewed by " + day + ".")));
    }

    private void rule(Rule rule, String kind, String sentence) {
        findings.add(Finding.warning(
                kind, config.positionOf("rule", rule.id()), "The rule " + rule.id() + ": " + sentence + "."));
    }
}
