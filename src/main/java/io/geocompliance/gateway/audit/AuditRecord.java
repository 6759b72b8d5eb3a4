package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.html.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One decision on a document. It has no field for an address, a path, a size or a user agent, so none can be written.
 *
 * @param at cut to the minute
 * @param where the decided region
 * @param basis what decided
 * @param notice the text that was due, or null
 * @param result what was done
 * @param message method, status and page class
 */
public record AuditRecord(
        Instant at, Where where, Basis basis, @Nullable Notice notice, Result result, Message message) {

    /** No name in a record is longer, so that every line fits its limit. */
    private static final int LONGEST_NAME = 256;

    public AuditRecord {
        at = at.truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The decided place.
     *
     * @param region such as RU or UA-OCC
     * @param subdivision the group that the rule needs; null withholds it
     */
    public record Where(String region, @Nullable String subdivision, Confidence confidence) {
        public Where {
            checkName(region);
            checkName(subdivision);
        }
    }

    /**
     * What decided.
     *
     * @param rule the rule's id; null where none speaks of the visit
     * @param ruleSet first 16 hex digits of its hash
     * @param must whether an enforced rule required something
     * @param geo the databases with their builds
     */
    public record Basis(@Nullable String rule, String ruleSet, boolean must, String geo) {
        public Basis {
            checkName(rule);
            checkName(ruleSet);
            checkName(geo);
        }
    }

    /**
     * A notice's text.
     *
     * @param language of the variant served; null where none was, for then it could only be the reader's
     * @param sha256 of the very bytes inserted; null where none were
     */
    public record Notice(
            String id,
            int version,
            @Nullable String language,
            @Nullable String sha256) {
        public Notice {
            checkName(id);
            checkName(language);
            checkName(sha256);
        }
    }

    /** What was done, and why not, if so. */
    public record Result(Out out, Outcome.@Nullable Reason why) {

        /** All there are, so that no exchange makes one: of each outcome the one without a reason first. */
        private static final List<Result> ALL = Stream.of(Out.values())
                .flatMap(out -> Stream.concat(
                        Stream.of(new Result(out, null)),
                        Stream.of(Outcome.Reason.values()).map(why -> new Result(out, why))))
                .toList();

        private static final int EACH = 1 + Outcome.Reason.values().length;

        /** What was done. */
        public static Result of(Out out) {
            return ALL.get(out.ordinal() * EACH);
        }

        /** What was done instead of what was due, and why. */
        public static Result of(Out out, Outcome.Reason why) {
            return ALL.get(out.ordinal() * EACH + 1 + why.ordinal());
        }

        /** What became of a notice that was due. */
        public static Result of(Outcome outcome) {
            if (outcome instanceof Outcome.NotInjected not) {
                return switch (not.reason()) {
                    case VISITOR_ABORTED -> of(Out.ABORTED, not.reason());
                    case ORIGIN_ABORTED, LOG_FULL, ERROR -> of(Out.FAILED, not.reason());
                    default -> of(Out.SKIPPED, not.reason());
                };
            }
            boolean ownPage = outcome instanceof Outcome.Injected in && in.kind() == Outcome.Kind.OWN_PAGE;
            return of(ownPage ? Out.INTERSTITIAL : Out.INJECTED);
        }
    }

    /**
     * The exchange, coarsely.
     *
     * @param pageClass of the configuration, never the path; null where there is none
     */
    public record Message(
            Method method, int status, @Nullable String pageClass) {
        public Message {
            checkName(pageClass);
        }
    }

    /** How the region was decided. */
    public enum Confidence {
        GEO_EXACT,
        GEO_COUNTRY,
        /** By a database that is older than 90 days. */
        GEO_OLD,
        UNKNOWN,
        ANONYMISER,
        OVERRIDE
    }

    /** What was done. */
    public enum Out {
        INJECTED,
        /** The notice was shown in a page of the gateway's own, before the one that was asked for. */
        INTERSTITIAL,
        SKIPPED,
        FAILED,
        /** The visitor left before the notice's last byte. */
        ABORTED,
        /** A rule in mode observe would have acted. */
        OBSERVED,
        /** Answered with 451. */
        BLOCKED,
        /** Sent elsewhere. */
        REDIRECTED,
        /** Header fields were edited, and nothing else was due. */
        HEADERS
    }

    /** The registered methods; a visitor's own invention would be a trace of that visitor. */
    public enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        DELETE,
        PATCH,
        OPTIONS,
        OTHER;

        private static final Set<String> NAMES = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

        public static Method of(String method) {
            return NAMES.contains(method) ? valueOf(method) : OTHER;
        }
    }

    /** The line with its LF. */
    byte[] line() {
        JsonLine line = new JsonLine();
        writeTo(line);
        return line.bytes();
    }

    private void writeTo(JsonLine line) {
        line.field("ty", "dec").field("t", minute(at));
        line.field("reg", where.region).field("sub", where.subdivision).field("conf", label(where.confidence));
        line.field("rule", basis.rule).field("rs", basis.ruleSet).field("must", basis.must);
        if (notice == null) {
            line.field("n", null);
        } else {
            line.begin("n").field("id", notice.id).field("v", notice.version);
            line.field("lang", notice.language).field("h", notice.sha256).end();
        }
        line.field("out", label(result.out)).field("why", result.why == null ? null : result.why.label());
        line.field("geo", basis.geo).field("k", message.pageClass);
        line.field("m", message.method.name()).field("st", message.status);
    }

    /** ISO 8601 to the minute. */
    static String minute(Instant at) {
        return at.toString().substring(0, 16) + "Z";
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void checkName(@Nullable String name) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name in a record has at most " + LONGEST_NAME + " characters");
        }
    }
}
