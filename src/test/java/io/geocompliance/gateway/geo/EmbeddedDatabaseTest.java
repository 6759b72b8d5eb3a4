package io.geocompliance.gateway.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database in the jar: packaged unchanged, and compiled to exactly what the library reads from it. */
class EmbeddedDatabaseTest {

    private static final Path FILE = Path.of("config/geoip/geo-whois-asn-country.mmdb");
    private static final long SEED = Long.getLong("seed", 20_260_617L);
    private static final int SAMPLES = 200_000;

    private static final IpRanges SPECIAL_V4 = SpecialPurpose.v4();
    private static final IpRanges SPECIAL_V6 = SpecialPurpose.v6();

    private static GeoDatabase database;
    private static GeoGeneration generation;
    private static RegionTable table;
    private static Reader library;

    @BeforeAll
    static void open() throws Exception {
        System.out.println("EmbeddedDatabaseTest: -Dseed=" + SEED);
        GeoSettings.Database settings = new GeoSettings.Database(FILE, "nro");
        Region russia = new Region("russia", 1, new Region.Expression.Country(Set.of("RU")));
        database = DatabaseLoader.load(settings);
        generation = GeoGeneration.open(new GeoSettings(List.of(settings)), List.of(russia));
        table = generation.table();
        library = new Reader(FILE.toFile(), Reader.FileMode.MEMORY);
    }

    @Test
    void isPackagedUnchanged() throws Exception {
        try (InputStream packaged = getClass().getResourceAsStream("/config/geoip/geo-whois-asn-country.mmdb")) {
            assertThat(packaged).isNotNull();
            assertThat(sha256(packaged.readAllBytes()))
                    .isEqualTo(sha256(Files.readAllBytes(FILE)))
                    .isEqualTo(generation.databases().get(0).sha256());
        }
    }

    @Test
    void namesItsBuild() {
        assertThat(generation.builds()).containsExactly("nro@1781725900");
    }

    @Test
    void placesKnownAddresses() throws Exception {
        assertThat(v4("77.88.8.8")).isEqualTo(new Place.Known(Set.of("russia"), "RU", List.of("nro")));
        assertThat(v4("8.8.8.8")).isEqualTo(new Place.Known(Set.of(), "US", List.of("nro")));
        assertThat(table.placeOf(0x2a02_06b8_0000_0000L, 1).regions()).containsExactly("russia");
        assertThat(v4("10.1.2.3")).isEqualTo(new Place.Unknown(Place.Reason.RESERVED));
    }

    @Test
    void saysWhatTheLibrarySaysOfRandomIpv4Addresses() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            compareV4(random.nextInt());
        }
    }

    @Test
    void saysWhatTheLibrarySaysAtEveryIpv4Boundary() throws Exception {
        IpRanges ranges = database.networks().v4();
        for (int i = 0; i < ranges.size(); i++) {
            compareV4((int) ranges.low(i));
            compareV4((int) ranges.low(i) - 1);
        }
        for (int edge : new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            compareV4(edge);
        }
    }

    @Test
    void saysWhatTheLibrarySaysOfRandomIpv6Addresses() throws Exception {
        Random random = new Random(SEED);
        IpRanges ranges = database.networks().v6();
        for (int i = 0; i < SAMPLES; i++) {
            long near = ranges.high(random.nextInt(ranges.size())) + (random.nextLong() >>> random.nextInt(24, 64));
            compareV6(near, random.nextLong());
            compareV6(random.nextLong(), random.nextLong());
        }
    }

    @Test
    void saysWhatTheLibrarySaysAtEveryIpv6Boundary() throws Exception {
        IpRanges ranges = database.networks().v6();
        for (int i = 0; i < ranges.size(); i++) {
            long high = ranges.high(i);
            long low = ranges.low(i);
            compareV6(high, low);
            compareV6(low == 0 ? high - 1 : high, low - 1);
        }
        compareV6(-1, -1);
        compareV6(Long.MAX_VALUE, -1);
        compareV6(Long.MIN_VALUE, 0);
    }

    private static void compareV4(int bits) throws Exception {
        if (!isReserved(SPECIAL_V4, 0, bits & 0xFFFF_FFFFL)) {
            compare(table.placeOf(bits), AddressBytes.v4(bits));
        }
    }

    /** ::/96 and the aliases are the IPv4 tree to the library; canonical addresses never lie there. */
    private static void compareV6(long high, long low) throws Exception {
        boolean compatible = high == 0 && low >>> 32 == 0;
        if (!compatible && !isReserved(SPECIAL_V6, high, low)) {
            compare(table.placeOf(high, low), AddressBytes.v6(high, low));
        }
    }

    private static boolean isReserved(IpRanges special, long high, long low) {
        int range = 0;
        while (range + 1 < special.size()
                && (Long.compareUnsigned(special.high(range + 1), high) < 0
                        || special.high(range + 1) == high && Long.compareUnsigned(special.low(range + 1), low) <= 0)) {
            range++;
        }
        return special.id(range) == SpecialPurpose.RESERVED;
    }

    private static void compare(Place place, InetAddress address) throws Exception {
        Map<?, ?> record = library.get(address, Map.class);
        String said = record == null ? "" : (String) record.get("country_code");
        String compiled = place instanceof Place.Known known ? known.label() : "";
        if (!compiled.equals(said) && !(said.equals("ZZ") && compiled.isEmpty())) {
            throw new AssertionError("table " + place + ", library " + record + " at " + address.getHostAddress());
        }
        if (place.regions().contains("russia") != said.equals("RU")) {
            throw new AssertionError("region of " + address.getHostAddress() + ": " + place);
        }
    }

    private static Place v4(String literal) throws Exception {
        return table.placeOf(
                ByteBuffer.wrap(InetAddress.getByName(literal).getAddress()).getInt());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
