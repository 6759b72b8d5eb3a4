package io.geocompliance.gateway.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is due for one visit. */
public sealed interface Decision {

    /** What holds beside it, whatever it is. */
    Beside beside();

    /** What it comes to, in one word for tests, records and counters. */
    Action action();

    /** The rule that decided; empty where nothing is due. */
    Optional<Rule> decidedBy();

    /** Rules in {@code mode: observe} that would have acted, in order of the rule book. */
    default List<Rule> observed() {
        return beside().observed();
    }

    /** The rules whose header edits are made, in order of the rule book: the deciding one and those that ask for nothing else. */
    default Stream<Rule> editing() {
        return beside().editing().stream();
    }

    /**
     * What holds beside the answer to a visit.
     *
     * @param editing rules that act and edit headers
     * @param observed rules that would have acted
     */
    record Beside(List<Rule> editing, List<Rule> observed) {

        /** Nothing. */
        public static final Beside NOTHING = new Beside(List.of(), List.of());

        public Beside {
            editing = List.copyOf(editing);
            observed = List.copyOf(observed);
        }
    }

    /** What a rule's main duty asks for. */
    sealed interface Due extends Decision {

        /** The rule that decided. */
        Rule rule();

        @Override
        default Optional<Rule> decidedBy() {
            return Optional.of(rule());
        }
    }

    /** A notice is due. */
    record Notice(Rule rule, Duty.Notice duty, Beside beside) implements Due {
        @Override
        public Action action() {
            return Action.NOTICE;
        }
    }

    /** The visit is answered with 451, and the origin is not asked. */
    record Block(Rule rule, Duty.Block duty, Beside beside) implements Due {
        @Override
        public Action action() {
            return Action.BLOCK;
        }
    }

    /** The visitor is sent elsewhere, and the origin is not asked. */
    record Redirect(Rule rule, Duty.Redirect duty, Beside beside) implements Due {
        @Override
        public Action action() {
            return Action.REDIRECT;
        }
    }

    /**
     * The origin's answer is passed on.
     *
     * @param rule the first enforced rule that gave the reason, or null where none speaks of this visit
     */
    record PassThrough(Reason reason, @Nullable Rule rule, Beside beside) implements Decision {
        @Override
        public Action action() {
            return reason == Reason.HEADERS_ONLY ? Action.HEADERS : Action.NONE;
        }

        @Override
        public Optional<Rule> decidedBy() {
            return reason == Reason.HEADERS_ONLY ? Optional.ofNullable(rule) : Optional.empty();
        }
    }

    /** What a decision comes to. */
    enum Action {
        NOTICE,
        BLOCK,
        REDIRECT,
        /** Header fields are edited, and that is all. */
        HEADERS,
        NONE
    }

    /** Why the origin's answer is passed on. */
    enum Reason {
        /** No rule speaks of this host, method, path and time. */
        NO_RULE,
        /** Rules speak of it, but for other places. */
        OTHER_PLACE,
        /** The place can't be said, and the rule says to skip then. */
        UNDECIDED_SKIPPED,
        /** All that rules ask for are header edits. */
        HEADERS_ONLY
    }
}
