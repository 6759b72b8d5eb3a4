package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.Room;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Rule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's record and counts: what was due, what was done, why not.
 *
 * <p>Documents have a record each, everything else is counted. What is written here is all that is ever written of a visit.
 *
 * @param records this event loop's
 * @param room for the record; empty where the log has none and the page must not go out without
 */
record Evidence(
        ProxyServer.Surroundings surroundings,
        MinuteRecords records,
        Snapshot snapshot,
        Conduct conduct,
        int listener,
        Optional<Room> room) {

    /** Beyond this age of a database a record says that the place is less sure. */
    private static final Duration OLD_DATABASE = Duration.ofDays(90);

    /** What the rule needs to know of a place under Russian control that a database puts into Ukraine; never the town. */
    private static final String OCCUPIED = "UA-OCC";

    static Evidence of(Stage stage, Snapshot snapshot, Conduct conduct, FrontSettings.Listener listener) {
        int index = stage.settings().front().listeners().indexOf(listener);
        AuditLog audit = stage.surroundings().audit();
        Optional<Room> room = isMustShow(conduct) ? audit.room() : Optional.of(audit);
        return new Evidence(stage.surroundings(), stage.records(), snapshot, conduct, index, room);
    }

    /** Whether the log can take the record, or the page may go out without its line. */
    boolean hasRoom() {
        return room.isPresent();
    }

    /** Whether the page, if it has a body, is to end only when its line is on the disk. */
    boolean holdsEnd() {
        return isMustShow(conduct) && surroundings.audit().holdsEnds();
    }

    private static boolean isMustShow(Conduct conduct) {
        return conduct.treatment().document() && conduct.ruling().decision().action() == Decision.Action.NOTICE;
    }

    /** As {@link #write(int, Outcome, Optional, AuditLog.Listener)}, where nobody waits for the line. */
    void write(int status, Outcome outcome, Optional<Shown> shown) {
        write(status, outcome, shown, AuditLog.Listener.NONE);
    }

    /**
     * Writes and counts; once per exchange.
     *
     * @param status of the answer
     * @param outcome what became of the notice, were it due
     * @param shown the variant that was put in
     * @param who told of a record's line, if there is one
     */
    void write(int status, Outcome outcome, Optional<Shown> shown, AuditLog.Listener who) {
        String action = action(outcome);
        surroundings.counters().count(new ProxyCounters.Request(listener, status / 100, action));
        flag(outcome);
        if (!conduct.treatment().document()) {
            surroundings.audit().asset();
            return;
        }
        Decision decision = conduct.ruling().decision();
        Optional<Rule> rule = rule(decision);
        surroundings
                .counters()
                .count(new ProxyCounters.Decided(
                        region(),
                        rule.map(Rule::id).orElse("none"),
                        action,
                        rule.map(Rule::mode).orElse(Rule.Mode.ENFORCE) == Rule.Mode.ENFORCE ? "enforce" : "observe"));
        boolean noticeDue = decision.action() == Decision.Action.NOTICE;
        if (noticeDue && outcome instanceof Outcome.NotInjected not) {
            surroundings.counters().countNotInjected(not.reason().label());
        } else if (noticeDue) {
            shown.ifPresent(served -> surroundings.counters().count(served.cause()));
        }
        Fragment served =
                outcome instanceof Outcome.Injected ? shown.map(Shown::fragment).orElse(null) : null;
        AuditRecord record = records.of(this, status, result(decision, outcome), served);
        room.orElse(surroundings.audit()).append(record, who);
    }

    /**
     * The record, made anew.
     *
     * @param served the variant; null where none was: one chosen in vain would tell no more than the reader's languages
     */
    AuditRecord record(int status, AuditRecord.Result result, @Nullable Fragment served) {
        Decision decision = conduct.ruling().decision();
        return new AuditRecord(
                surroundings.clock().instant(),
                new AuditRecord.Where(region(), null, confidence()),
                new AuditRecord.Basis(
                        rule(decision).map(Rule::id).orElse(null),
                        snapshot.ruleSet(),
                        decision.decidedBy().isPresent(),
                        snapshot.geo().buildsLine()),
                decision.action() == Decision.Action.NOTICE ? notice(served) : null,
                result,
                new AuditRecord.Message(
                        AuditRecord.Method.of(conduct.ruling().visit().method()), status, null));
    }

    private static AuditRecord.Result result(Decision decision, Outcome outcome) {
        return switch (decision.action()) {
            case NOTICE -> AuditRecord.Result.of(outcome);
            case BLOCK -> AuditRecord.Result.of(AuditRecord.Out.BLOCKED);
            case REDIRECT -> AuditRecord.Result.of(AuditRecord.Out.REDIRECTED);
            case HEADERS -> {
                AuditRecord.Result answered = AuditRecord.Result.of(outcome);
                yield answered.out() == AuditRecord.Out.SKIPPED
                        ? AuditRecord.Result.of(AuditRecord.Out.HEADERS)
                        : answered;
            }
            case NONE ->
                AuditRecord.Result.of(
                        decision.observed().isEmpty() ? AuditRecord.Out.SKIPPED : AuditRecord.Out.OBSERVED,
                        Outcome.Reason.NOT_AFFECTED);
        };
    }

    /** Blocks and redirects are answers of every type; the other flags speak of documents. */
    private void flag(Outcome outcome) {
        Decision decision = conduct.ruling().decision();
        ProxyCounters counters = surroundings.counters();
        boolean document = conduct.treatment().document();
        switch (decision.action()) {
            case BLOCK -> counters.count(Flag.BLOCKED);
            case REDIRECT -> counters.count(Flag.REDIRECTED);
            case NOTICE -> {
                if (document && outcome instanceof Outcome.NotInjected) {
                    counters.count(Flag.NOT_INJECTED);
                }
            }
            case HEADERS, NONE -> {}
        }
        for (Rule rule : decision.observed()) {
            if (document || rule.duties().touchEveryType()) {
                counters.count(Flag.OBSERVED);
                break;
            }
        }
    }

    private String action(Outcome outcome) {
        Decision decision = conduct.ruling().decision();
        return switch (decision.action()) {
            case NOTICE -> outcome instanceof Outcome.Injected ? "notice" : "notice-not-injected";
            case BLOCK -> "blocked";
            case REDIRECT -> "redirected";
            case HEADERS -> "headers";
            case NONE -> decision.observed().isEmpty() ? "none" : "observed";
        };
    }

    private static Optional<Rule> rule(Decision decision) {
        return decision.decidedBy().or(() -> decision.observed().stream().findFirst());
    }

    /** How sure the place is; a database may turn old in the middle of a minute. */
    AuditRecord.Confidence confidence() {
        if (!(conduct.ruling().place() instanceof Place.Known known)) {
            return AuditRecord.Confidence.UNKNOWN;
        }
        if (snapshot.geo().isOlderThan(OLD_DATABASE, conduct.ruling().visit().at())) {
            return AuditRecord.Confidence.GEO_OLD;
        }
        return known.label().contains("-") ? AuditRecord.Confidence.GEO_EXACT : AuditRecord.Confidence.GEO_COUNTRY;
    }

    private String region() {
        if (!(conduct.ruling().place() instanceof Place.Known known)) {
            return "??";
        }
        String country = known.label().substring(0, 2);
        boolean occupied = !known.regions().isEmpty() && country.equals("UA");
        return occupied ? OCCUPIED : country;
    }

    private AuditRecord.@Nullable Notice notice(@Nullable Fragment served) {
        return conduct.ruling()
                .notice()
                .map(edition -> new AuditRecord.Notice(
                        edition.notice().id(),
                        edition.notice().version(),
                        served == null ? null : served.language(),
                        served == null ? null : served.sha256()))
                .orElse(null);
    }
}
