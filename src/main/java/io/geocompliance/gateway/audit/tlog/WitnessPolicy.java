package io.geocompliance.gateway.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose cosignatures make a checkpoint believable, as a C2SP tlog-policy file says it: logs, witnesses, groups and one quorum.
 *
 * @param logs by their public keys; empty where other context says which log it is
 * @param witnesses in the file's order
 * @param quorum what must have cosigned
 */
public record WitnessPolicy(List<VerifierKey> logs, List<Witness> witnesses, Quorum quorum) {

    /** No quorum: every checkpoint meets it, and none is witnessed. */
    public static final WitnessPolicy NONE =
            new WitnessPolicy(List.of(), List.of(), new Quorum("none", 0, List.of(), null));

    /**
     * A witness of the file.
     *
     * @param name within the file
     * @param url its submission prefix; null where the file is for verifying alone
     */
    public record Witness(
            String name, CosignerKey key, @Nullable String url) {}

    /**
     * A witness, or a group of which so many must have cosigned.
     *
     * @param witness null for a group
     */
    public record Quorum(
            String name,
            int threshold,
            List<Quorum> members,
            @Nullable Witness witness) {

        private boolean isMet(Set<String> cosigned) {
            return witness != null
                    ? cosigned.contains(witness.name())
                    : members.stream().filter(member -> member.isMet(cosigned)).count() >= threshold;
        }
    }

    /**
     * What the cosignatures of one note amount to.
     *
     * @param unixSeconds when, by the names of the policy's witnesses
     * @param isMet whether the quorum has cosigned
     */
    public record Verdict(Map<String, Long> unixSeconds, boolean isMet) {}

    /** Whether the policy asks for no witness at all. */
    public boolean asksForNone() {
        return quorum.threshold() == 0;
    }

    /** Who of the witnesses cosigned the note, and whether that is enough. */
    public Verdict judge(SignedNote note) {
        Map<String, Long> cosigned = new TreeMap<>();
        for (Witness witness : witnesses) {
            OptionalLong unixSeconds = witness.key().cosigned(note);
            if (unixSeconds.isPresent()) {
                cosigned.put(witness.name(), unixSeconds.getAsLong());
            }
        }
        return new Verdict(cosigned, quorum.isMet(cosigned.keySet()));
    }

    /** Reads a whole file; fails with a sentence that begins with the line's number. */
    public static WitnessPolicy parse(String text) {
        Reader reader = new Reader();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String bare = line.replaceAll("^[ \t]+|[ \t]+$", "");
            if (!bare.isEmpty() && !bare.startsWith("#")) {
                try {
                    reader.line(bare.split("[ \t]+"));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        if (reader.quorum == null) {
            throw new IllegalArgumentException("a policy has one line quorum; where no witness is asked, quorum none");
        }
        return new WitnessPolicy(List.copyOf(reader.logs), List.copyOf(reader.witnesses), reader.quorum);
    }

    /** Takes the lines in their order. Owned by one call. */
    private static final class Reader {

        private final List<VerifierKey> logs = new ArrayList<>();
        private final List<Witness> witnesses = new ArrayList<>();
        private final Map<String, Quorum> named = new HashMap<>();

        /** Names that are a group's member already: each counts in one way. */
        private final Set<String> members = new HashSet<>();

        private @Nullable Quorum quorum;

        private void line(String[] words) {
            switch (words[0]) {
                case "log" -> log(words);
                case "witness" -> witness(words);
                case "group" -> group(words);
                case "quorum" -> quorum(words);
                default ->
                    throw new IllegalArgumentException(
                            "a line begins with log, witness, group or quorum, not " + words[0]);
            }
        }

        private void log(String[] words) {
            check(words.length == 2 || words.length == 3, "log <vkey> [<url>]");
            VerifierKey key = VerifierKey.parse(words[1]);
            if (logs.stream().anyMatch(log -> Arrays.equals(log.publicKey(), key.publicKey()))) {
                throw new IllegalArgumentException("this log's key stands above already");
            }
            logs.add(key);
        }

        private void witness(String[] words) {
            check(words.length == 3 || words.length == 4, "witness <name> <vkey> [<url>]");
            Witness witness = new Witness(words[1], CosignerKey.parse(words[2]), words.length == 4 ? words[3] : null);
            if (witnesses.stream()
                    .anyMatch(other ->
                            Arrays.equals(other.key().publicKey(), witness.key().publicKey()))) {
                throw new IllegalArgumentException("this witness's key stands above already");
            }
            witnesses.add(witness);
            name(words[1], new Quorum(words[1], 1, List.of(), witness));
        }

        private void group(String[] words) {
            check(words.length >= 4, "group <name> all|any|<k> <name>...");
            List<Quorum> of = Arrays.stream(words).skip(3).map(this::known).toList();
            for (Quorum member : of) {
                if (!members.add(member.name())) {
                    throw new IllegalArgumentException(member.name() + " is a member already");
                }
            }
            int threshold = switch (words[2]) {
                case "all" -> of.size();
                case "any" -> 1;
                default -> {
                    check(words[2].matches("[1-9][0-9]{0,4}"), "group <name> all|any|<k> <name>...");
                    yield Integer.parseInt(words[2]);
                }
            };
            if (threshold > of.size()) {
                throw new IllegalArgumentException(
                        "a group of " + of.size() + " can't have a threshold of " + words[2]);
            }
            name(words[1], new Quorum(words[1], threshold, of, null));
        }

        private void quorum(String[] words) {
            check(words.length == 2, "quorum <name>");
            if (quorum != null) {
                throw new IllegalArgumentException("a policy has one quorum");
            }
            quorum = words[1].equals("none") ? NONE.quorum() : known(words[1]);
        }

        private Quorum known(String name) {
            Quorum known = named.get(name);
            if (known == null) {
                throw new IllegalArgumentException("no line above defines " + name);
            }
            return Objects.requireNonNull(known);
        }

        private void name(String name, Quorum quorum) {
            if (name.equals("none") || named.putIfAbsent(name, quorum) != null) {
                throw new IllegalArgumentException("the name " + name + " is taken");
            }
        }

        private static void check(boolean good, String form) {
            if (!good) {
                throw new IllegalArgumentException("the form is: " + form);
            }
        }
    }
}
