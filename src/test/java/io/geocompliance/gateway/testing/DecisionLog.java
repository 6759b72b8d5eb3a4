package io.geocompliance.gateway.testing;

import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.Introduction;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.html.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A log written by the gateway's own writer, with decisions that a test chooses. */
public final class DecisionLog implements AutoCloseable {

    /** The rule set's hash, and what decisions name of it. */
    public static final String RULE_SET = "0123456789abcdef".repeat(4);

    public static final String NOTICE = "ab".repeat(32);

    private final FakeClock clock;
    private final JsonLinesLog log;
    private String ruleSet = RULE_SET;
    private long appended;

    private DecisionLog(Path directory, Path key, FakeClock clock, Anchoring anchoring) throws IOException {
        this.clock = clock;
        AuditSettings settings = new AuditSettings(directory, key, 64 << 20);
        this.log = JsonLinesLog.open(settings, clock::instant, "test", anchoring);
        log.introduce(new Introduction.RuleSet(ruleSet));
        log.introduce(new Introduction.Rule(
                ruleSet.substring(0, 16),
                "ru-rule",
                "enforce",
                Instant.parse("2024-02-20T00:00:00Z"),
                null,
                "Legal desk",
                "Opinion 7"));
        log.introduce(new Introduction.Notice("ru-undesirable", 3, "ru", NOTICE));
        log.introduce(new Introduction.GeoDatabase("country@1", Instant.EPOCH, "cd".repeat(32)));
    }

    public static DecisionLog open(Path directory, Path key, Instant start) throws IOException {
        return new DecisionLog(directory, key, new FakeClock(start), Anchoring.NONE);
    }

    /** With witnesses. */
    public static DecisionLog open(Path directory, Path key, Instant start, Anchoring anchoring) throws IOException {
        return new DecisionLog(directory, key, new FakeClock(start), anchoring);
    }

    /** Another rule set from now on. */
    public DecisionLog ruleSet(String sha256) {
        ruleSet = sha256;
        log.introduce(new Introduction.RuleSet(sha256));
        return this;
    }

    /** So many decisions of one kind; returns when they are on the disk. */
    public DecisionLog add(int times, String region, AuditRecord.Confidence confidence, Outcome.@Nullable Reason why) {
        return add(times, decision(region, confidence, why, ruleSet));
    }

    private AuditRecord decision(
            String region, AuditRecord.Confidence confidence, Outcome.@Nullable Reason why, String rules) {
        AuditRecord.Result result = why == null
                ? AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG))
                : AuditRecord.Result.of(new Outcome.NotInjected(why));
        return new AuditRecord(
                clock.instant(),
                new AuditRecord.Where(region, null, confidence),
                new AuditRecord.Basis("ru-rule", rules.substring(0, 16), true, "country@1"),
                new AuditRecord.Notice("ru-undesirable", 3, why == null ? "ru" : null, why == null ? NOTICE : null),
                result,
                new AuditRecord.Message(AuditRecord.Method.GET, 200, null));
    }

    private DecisionLog add(int times, AuditRecord one) {
        for (int i = 0; i < times; i++) {
            log.append(one);
        }
        appended += times;
        while (log.counters().written() < appended) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return this;
    }

    /** One decision by a rule set that is no longer in force. */
    public DecisionLog addLate(String rules) {
        return add(1, decision("RU", AuditRecord.Confidence.GEO_COUNTRY, null, rules));
    }

    public DecisionLog later(Duration by) {
        clock.advance(by);
        return this;
    }

    /** Named as the log names it. */
    public String publicKey() {
        return log.publicKey();
    }

    @Override
    public void close() {
        log.close();
    }
}
