package io.geocompliance.gateway.geo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file that is whole must still pass before it goes into force: the hash beside it, its kind, the addresses that are known, and no
 * more than the usual distance from the build in force.
 */
final class LoadGate {

    /** A line as sha256sum writes it; the name may be missing. */
    private static final Pattern HASH_LINE = Pattern.compile("([0-9A-Fa-f]{64})(?:[ \\t]+\\*?(.*\\S))?\\s*");

    private static final int MOST_SIDECAR_BYTES = 64 << 10;

    private final GeoSettings.Database settings;
    private final GeoDatabase candidate;
    private final List<String> problems = new ArrayList<>();

    private LoadGate(GeoSettings.Database settings, GeoDatabase candidate) {
        this.settings = settings;
        this.candidate = candidate;
    }

    /**
     * @param live the build of the same file that is in force; none at the start
     * @return a sentence for each check that the file fails
     */
    static List<String> problems(GeoSettings.Database settings, GeoDatabase candidate, Optional<GeoDatabase> live) {
        LoadGate gate = new LoadGate(settings, candidate);
        otherHash(settings.file(), candidate.identity().orElseThrow().sha256()).ifPresent(gate::problem);
        gate.kind(live);
        gate.canaries();
        live.ifPresent(gate::distance);
        return List.copyOf(gate.problems);
    }

    /** Where the hash of a database may lie: beside it, as {@code FILE.sha256}. */
    static Path sidecar(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    /** What is wrong with a file's hash, by the list beside it; nothing where no list is. */
    static Optional<String> otherHash(Path file, String sha256) {
        Path sidecar = sidecar(file);
        try {
            if (Files.exists(sidecar) && Files.size(sidecar) > MOST_SIDECAR_BYTES) {
                return Optional.of("can't be compared with " + sidecar + ", which is too long to be a list of hashes");
            }
            Optional<String> expected = named(file, Files.readString(sidecar, StandardCharsets.ISO_8859_1));
            if (expected.isEmpty()) {
                return Optional.of("has no hash in " + sidecar + ": write one with sha256sum, or remove that file");
            }
            return expected.get().equals(sha256)
                    ? Optional.empty()
                    : Optional.of("has another SHA-256 than " + sidecar + " says: download it again");
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "can't be compared with " + sidecar + " (" + e.getClass().getSimpleName() + "): make it readable");
        }
    }

    private static Optional<String> named(Path file, String sums) {
        String name = String.valueOf(file.getFileName());
        for (String line : sums.split("\n", -1)) {
            Matcher hash = HASH_LINE.matcher(line);
            if (hash.matches()
                    && (hash.group(2) == null
                            || hash.group(2).replaceFirst(".*/", "").equals(name))) {
                return Optional.of(hash.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private void kind(Optional<GeoDatabase> live) {
        GeoSettings.Kind shown = candidate.schema().kind();
        if (settings.kind().isPresent()) {
            if (settings.kind().get() != shown) {
                problem("is of the kind " + shown + ", and the settings say "
                        + settings.kind().get());
            }
        } else if (live.isPresent() && live.get().schema().kind() != shown) {
            problem("is of the kind " + shown + ", and the one in force is of the kind "
                    + live.get().schema().kind() + ": say `kind: " + shown + "` if that is meant");
        }
    }

    private void canaries() {
        for (GeoSettings.Canary canary : settings.canaries()) {
            boolean asked = canary.address().isV4() ? candidate.hasV4() : candidate.hasV6();
            if (!asked || canary.asksForPlace() && !candidate.votes()) {
                continue;
            }
            Facts said = said(canary.address());
            if (!canary.holdsFor(said)) {
                problem("says of " + canary.text() + " " + GeoSettings.Canary.words(said) + " and not "
                        + canary.expectation() + ": it is damaged, of another kind, or the canary has moved");
            }
        }
    }

    private Facts said(Prefix address) {
        NetworkMap networks = candidate.networks();
        IpRanges family = address.isV4() ? networks.v4() : networks.v6();
        return networks.facts().get(family.idOf(address.high(), address.low()));
    }

    private void distance(GeoDatabase live) {
        DatabaseIdentity before = live.identity().orElseThrow();
        DatabaseIdentity now = candidate.identity().orElseThrow();
        if (now.builtAt().isBefore(before.builtAt())) {
            problem("was built at " + now.builtAt() + ", before the one in force (" + before.builtAt()
                    + "); only a restart goes back");
        }
        live.watched()
                .movedTooFarBy(candidate.watched())
                .forEach(move -> problem(move
                        + " against the one in force: compare the two with `diff`; a restart takes the file as it is"));
    }

    private void problem(String sentence) {
        problems.add(settings.file() + " " + sentence + ".");
    }
}
