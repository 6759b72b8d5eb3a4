package io.geocompliance.gateway.audit;

import java.time.Instant;

/** A fact that records refer to by a short name; its own line stands before theirs. */
public sealed interface Introduction {

    /** Writes the line's fields. */
    void writeTo(JsonLine line);

    /** A rule set by the hash of its text. */
    record RuleSet(String sha256) implements Introduction {
        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "ruleset").field("sha256", sha256);
        }
    }

    /** One language of a notice by the hash of the very bytes inserted. */
    record Notice(String id, int version, String language, String sha256) implements Introduction {
        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "notice").field("id", id).field("v", version);
            line.field("lang", language).field("sha256", sha256);
        }
    }

    /** A geo database by its build and the hash of its file. */
    record GeoDatabase(String id, Instant built, String sha256) implements Introduction {
        @Override
        public void writeTo(JsonLine line) {
            line.field("ty", "geodb").field("id", id).field("build", built.getEpochSecond());
            line.field("sha256", sha256);
        }
    }
}
