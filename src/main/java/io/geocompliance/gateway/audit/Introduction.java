package io.geocompliance.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fact that records refer to by a short name; its own line stands before theirs. */
public sealed interface Introduction {

    /** Writes the line's fields. */
    void writeTo(JsonLine line);

    /** What it takes the place of: of facts with one slot the last is in force. */
    String slot();

    /** A rule set by the hash of its text. */
    record RuleSet(String sha256) implements Introduction {
        @Override
        public String slot() {
            return "ruleset";
        }

        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "ruleset").field("sha256", sha256);
        }
    }

    /**
     * A rule of a rule set, and who answers for it.
     *
     * @param ruleSet as records name it: the first 16 hex digits of its hash
     * @param mode enforce or observe
     * @param from since when it holds; null: always
     * @param until when it ends to hold; null: never
     * @param owner who wrote it, or answers for it
     * @param counsel who approved it, or by which advice
     */
    record Rule(
            String ruleSet,
            String id,
            String mode,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String owner,
            @Nullable String counsel)
            implements Introduction {

        /** No text is longer, so that the line fits its limit. */
        private static final int LONGEST_TEXT = 1_000;

        @Override
        public String slot() {
            return "rule " + ruleSet + " " + id;
        }

        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "rule").field("rs", ruleSet).field("id", id).field("mode", mode);
            line.field("from", from == null ? null : AuditRecord.minute(from));
            line.field("until", until == null ? null : AuditRecord.minute(until));
            line.field("owner", cut(owner)).field("counsel", cut(counsel));
        }

        private static @Nullable String cut(@Nullable String text) {
            return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        }
    }

    /** One language of a notice by the hash of the very bytes inserted. */
    record Notice(String id, int version, String language, String sha256) implements Introduction {
        @Override
        public String slot() {
            return "notice " + id + " " + language;
        }

        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "notice").field("id", id).field("v", version);
            line.field("lang", language).field("sha256", sha256);
        }
    }

    /** A geo database by its build and the hash of its file. */
    record GeoDatabase(String id, Instant built, String sha256) implements Introduction {
        @Override
        public String slot() {
            return "geodb " + id.substring(0, Math.max(0, id.lastIndexOf('@')));
        }

        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "geodb").field("id", id).field("build", built.getEpochSecond());
            line.field("sha256", sha256);
        }
    }
}
