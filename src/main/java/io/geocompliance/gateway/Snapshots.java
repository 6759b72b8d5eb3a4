package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.GatewayStatus;
import io.geocompliance.gateway.audit.Anchoring;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.Introduction;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import io.geocompliance.gateway.client.ForwardedChain;
import io.geocompliance.gateway.client.TrustedProxies;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.geo.DatabaseIdentity;
import io.geocompliance.gateway.geo.GeoDatabaseException;
import io.geocompliance.gateway.geo.GeoGeneration;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.response.HeaderPolicy;
import io.geocompliance.gateway.rules.PathGlob;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.RuleBook;
import io.geocompliance.gateway.witness.WitnessedAnchoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the short-lived half from what operators said, and tells of it. */
public final class Snapshots {

    /** Networks move: beyond this an operator is told, though an old database never stops anything. */
    private static final Duration OLD_DATABASE = Duration.ofDays(30);

    private Snapshots() {}

    /** Opens the databases and compiles; takes a second or more. */
    public static Snapshot build(Config config) throws StartException {
        return build(config, Optional.empty());
    }

    /**
     * As {@link #build(Config)}, to take the place of another.
     *
     * @param live in force now; new builds of its databases are compared with it
     */
    static Snapshot build(Config config, Optional<Snapshot> live) throws StartException {
        try {
            return new Snapshot(
                    new ForwardedChain(config.client()),
                    proxies(config.proxy().front().listeners()),
                    GeoGeneration.open(config.geo(), config.regions(), live.map(Snapshot::geo)),
                    new RuleBook(config.rules()),
                    new Notices(
                            config.notices(), Version.current(), config.looks().values()),
                    config.looks(),
                    new HeaderPolicy(config.response()),
                    config.hash());
        } catch (GeoDatabaseException e) {
            throw new StartException(e.problems(), e.publishers());
        }
    }

    private static Map<String, TrustedProxies> proxies(List<FrontSettings.Listener> listeners) {
        Map<String, TrustedProxies> proxies = new LinkedHashMap<>();
        for (FrontSettings.Listener listener : listeners) {
            if (listener.trustedProxies() != null) {
                proxies.putIfAbsent(listener.address(), new TrustedProxies(listener.trustedProxies()));
            }
        }
        return proxies;
    }

    private static List<FrontSettings.Listener> withoutTrust(Config config) {
        return config.proxy().front().listeners().stream()
                .map(FrontSettings.Listener::withoutTrust)
                .toList();
    }

    /** Opens the evidence log. */
    static AuditLog openLog(Config config, Snapshot snapshot, InstantSource clock) throws StartException {
        AuditLog log;
        try {
            log = JsonLinesLog.open(
                    config.audit(),
                    clock::instant,
                    Version.ofProgram(),
                    anchoring(config.audit().witnesses()));
        } catch (IOException e) {
            throw new StartException("The evidence log can't be opened: " + e.getMessage());
        }
        introduce(log, snapshot);
        return log;
    }

    /** Asks those whom a tlog-policy names; nobody without one. */
    private static Anchoring anchoring(@Nullable Path policy) throws IOException {
        if (policy == null) {
            return Anchoring.NONE;
        }
        try {
            return new WitnessedAnchoring(WitnessPolicy.parse(Files.readString(policy)));
        } catch (IllegalArgumentException e) {
            throw new IOException(policy + " is no tlog-policy: " + e.getMessage(), e);
        }
    }

    /** Writes the facts that records will refer to, before the first that does. */
    static void introduce(AuditLog log, Snapshot snapshot) {
        log.introduce(new Introduction.RuleSet(snapshot.hash()));
        snapshot.rules().rules().forEach(rule -> log.introduce(fact(rule, snapshot.ruleSet())));
        for (DatabaseIdentity database : snapshot.geo().databases()) {
            log.introduce(new Introduction.GeoDatabase(database.build(), database.builtAt(), database.sha256()));
        }
        snapshot.notices()
                .all()
                .forEach(edition -> edition.all()
                        .forEach(fragment -> log.introduce(new Introduction.Notice(
                                edition.notice().id(),
                                edition.notice().version(),
                                fragment.language(),
                                fragment.sha256()))));
    }

    private static Introduction.Rule fact(Rule rule, String ruleSet) {
        return new Introduction.Rule(
                ruleSet,
                rule.id(),
                rule.mode().name().toLowerCase(Locale.ROOT),
                rule.effective().from(),
                rule.effective().until(),
                rule.provenance().owner(),
                rule.provenance().counsel());
    }

    /** The keys whose new values a running process does not take over. */
    static List<String> restartRequired(Config started, Config now) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("listen", withoutTrust(started).equals(withoutTrust(now)));
        same.put(
                "origins or timeouts",
                started.proxy().origins().equals(now.proxy().origins())
                        && started.proxy()
                                .front()
                                .patience()
                                .equals(now.proxy().front().patience()));
        same.put(
                "limits",
                started.proxy().front().limits().equals(now.proxy().front().limits())
                        && started.proxy().upstream().equals(now.proxy().upstream()));
        same.put(
                "drain",
                started.proxy().front().drain().equals(now.proxy().front().drain()));
        same.put("audit", started.audit().equals(now.audit()));
        same.put("admin", started.admin().equals(now.admin()));
        same.put("reload", started.reload().equals(now.reload()));
        return same.entrySet().stream()
                .filter(key -> !key.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What caches in front may hold from before a rule spoke of it, in a sentence for each rule. */
    static List<String> newlySubject(Snapshot before, Snapshot now) {
        List<Rule.When> spokenOf =
                before.rules().rules().stream().map(Rule::when).toList();
        return now.rules().rules().stream()
                .filter(rule -> !spokenOf.contains(rule.when()))
                .map(rule -> "The rule " + rule.id() + " speaks of pages that none did before: purge "
                        + scope(rule.when()) + " from caches in front.")
                .toList();
    }

    private static String scope(Rule.When when) {
        String hosts = when.hosts().isEmpty() ? "every host" : String.join(", ", when.hosts());
        String paths = when.only().isEmpty()
                ? "every path"
                : when.only().stream().map(PathGlob::pattern).collect(Collectors.joining(", "));
        return paths + " of " + hosts;
    }

    /** What an operator should know though it stops nothing. */
    public static List<String> notes(Snapshot snapshot, Instant now) {
        List<String> notes = new ArrayList<>();
        for (DatabaseIdentity database : snapshot.geo().databases()) {
            if (database.builtAt().isBefore(now.minus(OLD_DATABASE))) {
                notes.add("The database " + database.publisher() + " is from " + day(database.builtAt())
                        + ": networks move, so mount a newer one.");
            }
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (Rule rule : snapshot.rules().rules()) {
            LocalDate review = rule.provenance().reviewBy();
            if (review != null && review.isBefore(today)) {
                notes.add("The rule " + rule.id() + " was to be reviewed by " + review + ".");
            }
        }
        return notes;
    }

    static GatewayStatus.InForce inForce(Snapshot snapshot, String logKey) {
        return new GatewayStatus.InForce(
                snapshot.hash().substring(0, 12),
                snapshot.hash(),
                snapshot.rules().rules().stream().map(Rule::id).toList(),
                snapshot.geo().databases().stream()
                        .map(database -> database.publisher() + " (" + day(database.builtAt()) + ")")
                        .toList(),
                logKey);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
