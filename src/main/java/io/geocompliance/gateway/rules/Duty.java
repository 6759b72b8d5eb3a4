package io.geocompliance.gateway.rules;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What may be due to a visit beside header edits; a rule asks for at most one of these. */
public sealed interface Duty {

    /** What kind it is, the strongest first. */
    Kind kind();

    /** To follow the rule's id, such as {@code the notice ru-undesirable is due}. */
    String inWords();

    /**
     * A notice in the page.
     *
     * @param id of the notice
     * @param accessibility the header preset
     */
    record Notice(String id, Accessibility accessibility) implements Duty {
        @Override
        public Kind kind() {
            return Kind.NOTICE;
        }

        @Override
        public String inWords() {
            return "the notice " + id + " is due";
        }
    }

    /**
     * No page, but 451 and why (RFC 7725).
     *
     * @param by the page of whoever blocks, which need not be who demanded it
     */
    record Block(URI by, Why why) implements Duty {
        @Override
        public Kind kind() {
            return Kind.BLOCK;
        }

        @Override
        public String inWords() {
            return "the visit is blocked (451)";
        }
    }

    /**
     * Another page.
     *
     * @param to absolute with http or https, or a path on the same site; the same for everybody
     * @param status 302, 303 or 307: what depends on a place is never permanent
     */
    record Redirect(URI to, int status) implements Duty {
        public Redirect {
            if (status != 302 && status != 303 && status != 307) {
                throw new IllegalArgumentException("a redirect is 302, 303 or 307");
            }
        }

        /** Whether the next request has this method again (Fetch, HTTP-redirect fetch, step 12). */
        boolean keeps(String method) {
            return switch (status) {
                case 302 -> !method.equals("POST");
                case 303 -> method.equals("GET") || method.equals("HEAD");
                default -> true;
            };
        }

        @Override
        public Kind kind() {
            return Kind.REDIRECT;
        }

        @Override
        public String inWords() {
            return "the visit is redirected to " + to + " (" + status + ")";
        }
    }

    /** The kinds in order of precedence: where several rules act on one visit, the first of these answers. */
    enum Kind {
        /** Decided before the origin is asked; on every type of content. */
        BLOCK,
        /** Decided before the origin is asked; on every type of content. */
        REDIRECT,
        /** On pages alone. */
        NOTICE;

        /** Whether it takes the place of the origin's answer. */
        public boolean answers() {
            return this != NOTICE;
        }
    }

    /** The accessibility header preset. */
    enum Accessibility {
        DEFAULT,
        OFF
    }

    /** Why a visit is blocked, in the reader's language where there is one. */
    sealed interface Why {

        /** In the words of a notice, which counsel looks after. */
        record OfNotice(String id) implements Why {}

        /** In a few words of its own, by BCP 47 tag; the first is for those who read none of the languages. */
        record Text(Map<String, String> byLanguage) implements Why {
            public Text {
                if (byLanguage.isEmpty()) {
                    throw new IllegalArgumentException("a reason has words in at least one language");
                }
                byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
            }
        }
    }
}
