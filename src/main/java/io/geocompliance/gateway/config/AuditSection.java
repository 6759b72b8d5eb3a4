package io.geocompliance.gateway.config;

import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.AuditSettings.DiskFull;
import io.geocompliance.gateway.audit.AuditSettings.DiskFull.Action;
import io.geocompliance.gateway.audit.AuditSettings.Durability;
import io.geocompliance.gateway.audit.AuditSettings.OnFull;
import io.geocompliance.gateway.audit.AuditSettings.Writing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the section on the evidence log is written. */
final class AuditSection {

    private static final Key<Path> DIRECTORY = Key.defaulted(
            "directory",
            PathText.WRITTEN_DIRECTORY,
            "data/audit",
            "Where records are written; made if it is absent. One directory per running gateway.");
    private static final Key<Path> KEY = Key.optional(
            "key",
            PathText.WRITTEN_FILE,
            "The file with the private key that signs the log; made if it is absent. Absent: `log.key` in the"
                    + " directory. Keep it out of every copy of the log.");
    private static final Key<Path> WITNESSES = Key.optional(
            "witnesses",
            PathText.WITNESS_POLICY,
            "A C2SP tlog-policy file: the witnesses that are asked each minute to sign for the log's head, and how"
                    + " many must. Without them the log proves nothing against whoever holds its key. Read at the start.");
    /** What the design calls by this name would tell on protected readers: it is refused with the reason. */
    private static final String BALANCED = "balanced";

    private static final Key<String> PRIVACY = Key.defaulted(
            "privacy",
            new Scalar<>(
                    "strict",
                    Map.of("enum", List.of("strict")),
                    text -> Optional.of(text).filter(List.of("strict", BALANCED)::contains)),
            "strict",
            "What a record may hold of a reader, in every region: nothing.");
    private static final Key<Long> QUEUE = Key.defaulted(
            "queue",
            Scalars.byteSize(64L << 10, 1L << 30),
            "64MiB",
            "What may wait for the writer. Beyond it lines are counted instead of written, unless `onFull` says"
                    + " otherwise; no visitor waits.");
    private static final Key<OnFull> ON_FULL = Key.defaulted(
            "onFull",
            Scalar.oneOf(Map.of("count", OnFull.COUNT, "refuse", OnFull.REFUSE)),
            "count",
            "What happens to a page that must carry a notice while the log can take no line, for its queue or the disk"
                    + " is full: `count` sends it with its notice and counts it, `refuse` answers 503.");

    private static final Key<Durability> DURABILITY = Key.defaulted(
            "durability",
            Scalar.oneOf(Map.of("group", Durability.GROUP, "before-end", Durability.BEFORE_END)),
            "group",
            "Whether a page that must carry a notice ends only when its line is on the disk (`before-end`, a few"
                    + " milliseconds later; after 2 s it ends all the same), or whether the line follows within 50 ms.");

    private static final Key<Action> DISK_FULL_ACTION = Key.defaulted(
            "diskFullAction",
            Scalar.oneOf(Map.of(
                    "ignore", Action.IGNORE,
                    "syslog", Action.SYSLOG,
                    "rotate", Action.ROTATE,
                    "suspend", Action.SUSPEND,
                    "single", Action.SINGLE,
                    "halt", Action.HALT)),
            "suspend",
            "What happens when the log's disk has less room than `lowWater`, in the words of auditd. In every case"
                    + " records are counted and pages and notices go out. `ignore`: lines stop until there is room, and"
                    + " only the gap tells of it; `syslog`: and an error is said; `suspend`: and readiness has a note;"
                    + " `rotate`: what `retention` allows is pruned first; `single`: and the gateway is not ready; `halt`:"
                    + " it stops in order.");
    private static final Key<Long> LOW_WATER = Key.defaulted(
            "lowWater",
            Scalars.byteSize(16L << 10, 1L << 40),
            "16MiB",
            "The log's disk is full when less room than this is left. A part of it, 1 MiB at most, is kept in a file"
                    + " that is given up for the log's last words.");

    private static final Key<Duration> LINES = Key.optional(
            "lines",
            new Scalar<>(
                    "a number of days such as 30d",
                    Map.of("type", "string", "pattern", "^[1-9][0-9]{0,3}d$"),
                    AuditSection::days),
            "When records lose their lines: whole packed segments go once every line in them is older, each day (UTC)."
                    + " Their hashes and the day's counts stay, and the log says first what goes. Absent: never by"
                    + " itself.");
    private static final Key<Optional<Duration>> RETENTION = Key.optional(
            "retention",
            Section.of("how long lines are kept", List.of(LINES), fields -> fields.find(LINES)),
            "How long lines are kept. Absent: nothing is deleted by itself.");

    static final Section<AuditSettings> SECTION = Section.of(
            "how decisions are recorded",
            List.of(
                    DIRECTORY,
                    KEY,
                    WITNESSES,
                    PRIVACY,
                    QUEUE,
                    ON_FULL,
                    DURABILITY,
                    DISK_FULL_ACTION,
                    LOW_WATER,
                    RETENTION),
            AuditSection::settings);

    private static AuditSettings settings(Fields fields) {
        if (fields.get(PRIVACY).equals(BALANCED)) {
            fields.error(
                    PRIVACY,
                    "\"balanced\" is not offered: address prefixes between the lines of protected readers would tell"
                            + " when those came; use strict.");
        }
        Optional<Duration> kept = fields.find(RETENTION).flatMap(lines -> lines);
        if (fields.get(DISK_FULL_ACTION) == Action.ROTATE && kept.isEmpty()) {
            fields.error(
                    DISK_FULL_ACTION,
                    "rotate prunes what retention allows, and nothing is said of that: add retention: {lines: 30d}.");
        }
        return new AuditSettings(
                fields.get(DIRECTORY),
                fields.find(KEY).orElse(null),
                fields.find(WITNESSES).orElse(null),
                new Writing(
                        fields.get(QUEUE),
                        fields.get(ON_FULL),
                        fields.get(DURABILITY),
                        new DiskFull(fields.get(DISK_FULL_ACTION), fields.get(LOW_WATER)),
                        kept));
    }

    private static Optional<Duration> days(String text) {
        return text.matches("[1-9][0-9]{0,3}d")
                ? Optional.of(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))))
                : Optional.empty();
    }

    private AuditSection() {}
}
