package io.geocompliance.gateway.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Opens a database file and reads all of it once, so that a damaged one is found now and not by a visitor. */
final class DatabaseLoader {

    private static final byte[] METADATA_MARKER = "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    /** Records decoded whole to tell the schema, spread over the file: some native records have only a registered country. */
    private static final int PROBES = 1_000;

    /** Values that many records point to, the names of their fields first, stay decoded: loads take a sixth less. */
    private static final int CACHED_VALUES = 4_096;

    /** Seconds from 1970 to the year 10000; a later build is a broken number, not a date. */
    private static final BigInteger LATEST_EPOCH = BigInteger.valueOf(253_402_300_799L);

    private final GeoSettings.Database settings;

    private DatabaseLoader(GeoSettings.Database settings) {
        this.settings = settings;
    }

    static GeoDatabase load(GeoSettings.Database settings) throws GeoDatabaseException {
        return new DatabaseLoader(settings).load();
    }

    /** Broken files make the library and the JVM throw nearly anything, errors such as StackOverflowError included. */
    private GeoDatabase load() throws GeoDatabaseException {
        byte[] file = bytes(settings.file());
        try {
            return read(file);
        } catch (OutOfMemoryError e) {
            throw problem("does not fit into memory: give the JVM more (-Xmx) or use a smaller database", e);
        } catch (IOException | RuntimeException | Error e) {
            throw problem("is damaged (" + e.getClass().getSimpleName() + "): download it again", e);
        }
    }

    private byte[] bytes(Path path) throws GeoDatabaseException {
        byte[] file;
        try {
            file = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw problem("does not exist: put the database there or correct geo.databases", e);
        } catch (OutOfMemoryError e) {
            throw problem("does not fit into memory: give the JVM more (-Xmx) or use a smaller database", e);
        } catch (IOException e) {
            throw problem("can't be read (" + e.getClass().getSimpleName() + "): check that it is a readable file", e);
        }
        if (file.length == 0) {
            throw problem("is empty: download it again");
        }
        if (file.length > 2 && (file[0] & 0xFF) == 0x1F && (file[1] & 0xFF) == 0x8B) {
            throw problem("is compressed with gzip: unpack it first");
        }
        if (!endsWithMetadata(file)) {
            throw problem("has no MaxMind DB metadata at its end, so it is truncated or another kind of file:"
                    + " download it again, in MMDB format");
        }
        return file;
    }

    private GeoDatabase read(byte[] file) throws GeoDatabaseException, IOException {
        Reader reader = new Reader(new ByteArrayInputStream(file), new CHMCache(CACHED_VALUES));
        int version = reader.getMetadata().ipVersion();
        BigInteger epoch = reader.getMetadata().buildEpoch();
        if (version != 4 && version != 6) {
            throw problem("is damaged (IP version " + version + "): download it again");
        }
        if (epoch.signum() < 0 || epoch.compareTo(LATEST_EPOCH) > 0) {
            throw problem("has an impossible build time: download it again");
        }
        MmdbTree.Networks walked = MmdbTree.walk(file, reader.getMetadata());
        RecordSchema schema = schema(reader, walked.examples());
        DatabaseIdentity identity = new DatabaseIdentity(
                settings.file().toString(),
                settings.publisher(),
                Instant.ofEpochSecond(epoch.longValueExact()),
                sha256(file));
        return new GeoDatabase(identity, schema, reader, decode(reader, schema, walked));
    }

    private RecordSchema schema(Reader reader, List<MmdbTree.Address> examples)
            throws GeoDatabaseException, IOException {
        Set<RecordSchema> shown = EnumSet.noneOf(RecordSchema.class);
        Set<String> keys = new TreeSet<>();
        int step = Math.max(1, examples.size() / PROBES);
        for (int i = 0; i < examples.size(); i += step) {
            Map<?, ?> record = reader.get(inet(examples.get(i)), Map.class);
            if (record != null) {
                record.keySet().forEach(key -> keys.add(String.valueOf(key)));
                RecordSchema.shownBy(record).ifPresent(shown::add);
            }
        }
        if (shown.contains(RecordSchema.FLAT_CITY)) {
            shown.remove(RecordSchema.FLAT_COUNTRY);
        }
        if (shown.size() > 1) {
            throw problem("mixes the record layouts " + shown + ": use a country or city database of one layout");
        }
        Optional<RecordSchema> only = shown.stream().findFirst();
        return only.orElseThrow(() -> problem("has nothing in its records that regions can ask for (they have "
                + named(keys) + "): use a country, city, ASN or Anonymous IP database"));
    }

    private static String named(Set<String> keys) {
        return keys.isEmpty()
                ? "nothing"
                : String.join(", ", keys.stream().limit(8).toList());
    }

    private NetworkMap decode(Reader reader, RecordSchema schema, MmdbTree.Networks walked)
            throws GeoDatabaseException, IOException {
        Interned<Facts> facts = new Interned<>();
        int none = facts.idOf(schema.withoutRecord());
        int[] factsOfRecord = new int[walked.examples().size() + 1];
        factsOfRecord[0] = none;
        for (int i = 1; i < factsOfRecord.length; i++) {
            factsOfRecord[i] =
                    facts.idOf(schema.facts(reader, inet(walked.examples().get(i - 1))));
        }
        if (schema.places()
                && facts.values().stream().allMatch(each -> each.country().isEmpty())) {
            throw problem("names no country for any address: use a country or city database");
        }
        return new NetworkMap(
                walked.v4().map(record -> factsOfRecord[record]),
                walked.v6().map(record -> factsOfRecord[record]),
                facts.values());
    }

    private static InetAddress inet(MmdbTree.Address address) {
        return address.isV4() ? AddressBytes.v4((int) address.low()) : AddressBytes.v6(address.high(), address.low());
    }

    /** The marker stands in the last 128 KiB (MaxMind DB format 2.0, "Database Metadata"). */
    private static boolean endsWithMetadata(byte[] file) {
        int earliest = Math.max(0, file.length - (128 << 10));
        for (int at = file.length - METADATA_MARKER.length; at >= earliest; at--) {
            int matched = 0;
            while (matched < METADATA_MARKER.length && file[at + matched] == METADATA_MARKER[matched]) {
                matched++;
            }
            if (matched == METADATA_MARKER.length) {
                return true;
            }
        }
        return false;
    }

    /** As identities say it. */
    static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private GeoDatabaseException problem(String whatAndRemedy) {
        return new GeoDatabaseException(List.of(settings.file() + " " + whatAndRemedy + "."));
    }

    private GeoDatabaseException problem(String whatAndRemedy, Throwable cause) {
        return new GeoDatabaseException(settings.file() + " " + whatAndRemedy + ".", cause);
    }
}
