package io.geocompliance.gateway.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a file lays out its records; told by the records themselves, since files are labelled wrongly and relabelled. */
enum RecordSchema {
    /** GeoIP2 and GeoLite2: nested maps with ISO codes, registered country included. */
    NATIVE {
        @Override
        Facts facts(Reader reader, InetAddress address) throws IOException {
            NativeRecord found = reader.get(address, NativeRecord.class);
            return found == null ? Facts.NONE : found.facts();
        }
    },
    /** {@code country_code} alone. */
    FLAT_COUNTRY {
        @Override
        Facts facts(Reader reader, InetAddress address) throws IOException {
            return flat(reader, address);
        }
    },
    /** {@code country_code} and the subdivision's name in {@code state1}. */
    FLAT_CITY {
        @Override
        Facts facts(Reader reader, InetAddress address) throws IOException {
            return flat(reader, address);
        }
    },
    /** {@code autonomous_system_number}: GeoLite2 ASN, and flat files that took the name over. */
    ASN {
        @Override
        Facts facts(Reader reader, InetAddress address) throws IOException {
            NetworkRecord found = reader.get(address, NetworkRecord.class);
            return found == null ? Facts.NONE : found.announced();
        }
    },
    /** GeoIP2 Anonymous IP: flags, and no record for an ordinary line. */
    ANONYMOUS_IP {
        @Override
        Facts facts(Reader reader, InetAddress address) throws IOException {
            NetworkRecord found = reader.get(address, NetworkRecord.class);
            return found == null ? Facts.ORDINARY : found.hidden();
        }

        @Override
        Facts withoutRecord() {
            return Facts.ORDINARY;
        }
    };

    private static final Pattern ALPHA2 = Pattern.compile("[A-Z]{2}");
    private static final Pattern SUBDIVISION_PART = Pattern.compile("[A-Z0-9]{1,3}");

    /** User-assigned in ISO 3166-1; registries write it for "not known". */
    private static final String NOT_KNOWN = "ZZ";

    private static final String AUTONOMOUS_SYSTEM = "autonomous_system_number";

    /** What the record that answers this address says. */
    abstract Facts facts(Reader reader, InetAddress address) throws IOException;

    /** What it means that an address has no record. */
    Facts withoutRecord() {
        return Facts.NONE;
    }

    /** As settings call it. */
    GeoSettings.Kind kind() {
        return this == NATIVE ? GeoSettings.Kind.GEOIP2 : GeoSettings.Kind.valueOf(name());
    }

    /** Whether such a file says where an address is, and so has a vote. */
    boolean places() {
        return this != ASN && this != ANONYMOUS_IP;
    }

    /** The schema that one record, decoded as a plain map, shows; none where it could be any. */
    static Optional<RecordSchema> shownBy(Map<?, ?> record) {
        if (record.get("country") instanceof Map<?, ?> country && country.containsKey("iso_code")
                || record.get("registered_country") instanceof Map<?, ?> registered
                        && registered.containsKey("iso_code")) {
            return Optional.of(NATIVE);
        }
        if (record.get("country_code") instanceof String) {
            return Optional.of(record.get("state1") instanceof String ? FLAT_CITY : FLAT_COUNTRY);
        }
        if (record.get(AUTONOMOUS_SYSTEM) instanceof Number) {
            return Optional.of(ASN);
        }
        for (Anonymity flag : Anonymity.values()) {
            if (record.get(flag.field) instanceof Boolean) {
                return Optional.of(ANONYMOUS_IP);
            }
        }
        return Optional.empty();
    }

    private static Facts flat(Reader reader, InetAddress address) throws IOException {
        FlatRecord found = reader.get(address, FlatRecord.class);
        return found == null ? Facts.NONE : found.facts();
    }

    private static String saidCountry(@Nullable String code) {
        return code != null && ALPHA2.matcher(code).matches() && !code.equals(NOT_KNOWN) ? code : "";
    }

    /** The fields of a native record that place an address; the library skips the rest undecoded, and makes only public types. */
    public record NativeRecord(
            @Nullable Iso country,
            @Nullable Iso registeredCountry,
            @Nullable List<Iso> subdivisions,
            @Nullable NetworkRecord traits) {

        @MaxMindDbConstructor
        public NativeRecord(
                @MaxMindDbParameter(name = "country") @Nullable Iso country,
                @MaxMindDbParameter(name = "registered_country") @Nullable Iso registeredCountry,
                @MaxMindDbParameter(name = "subdivisions") @Nullable List<Iso> subdivisions,
                @MaxMindDbParameter(name = "traits") @Nullable NetworkRecord traits) {
            this.country = country;
            this.registeredCountry = registeredCountry;
            this.subdivisions = subdivisions;
            this.traits = traits;
        }

        Facts facts() {
            String in = country == null ? "" : saidCountry(country.code());
            String registeredIn = registeredCountry == null ? "" : saidCountry(registeredCountry.code());
            List<Iso> parts = subdivisions == null || in.isEmpty() ? List.of() : subdivisions;
            return new Facts(
                    in,
                    registeredIn,
                    parts.stream()
                            .flatMap(part -> Stream.ofNullable(part.code()))
                            .filter(part -> SUBDIVISION_PART.matcher(part).matches())
                            .map(part -> in + '-' + part)
                            .toList(),
                    traits == null ? Facts.NO_ASN : traits.announced().asn(),
                    Optional.empty());
        }
    }

    /**
     * What ASN and Anonymous IP records, and the traits of Enterprise records, say of a network.
     *
     * <p>The anonymity flags of Enterprise records are left alone: those files leave {@code false} out, so that silence would mean two
     * things.
     */
    public record NetworkRecord(long asn, Set<Anonymity> flags) {

        @MaxMindDbConstructor
        public NetworkRecord(
                @MaxMindDbParameter(name = AUTONOMOUS_SYSTEM) @Nullable Long asn,
                @MaxMindDbParameter(name = "is_anonymous") @Nullable Boolean anonymous,
                @MaxMindDbParameter(name = "is_anonymous_vpn") @Nullable Boolean vpn,
                @MaxMindDbParameter(name = "is_hosting_provider") @Nullable Boolean hosting,
                @MaxMindDbParameter(name = "is_public_proxy") @Nullable Boolean publicProxy,
                @MaxMindDbParameter(name = "is_residential_proxy") @Nullable Boolean residentialProxy,
                @MaxMindDbParameter(name = "is_tor_exit_node") @Nullable Boolean tor) {
            this(
                    asn == null ? Facts.NO_ASN : asn,
                    set(Arrays.asList(anonymous, vpn, hosting, publicProxy, residentialProxy, tor)));
        }

        private static Set<Anonymity> set(List<@Nullable Boolean> inOrder) {
            Set<Anonymity> set = EnumSet.noneOf(Anonymity.class);
            for (Anonymity flag : Anonymity.values()) {
                if (Boolean.TRUE.equals(inOrder.get(flag.ordinal()))) {
                    set.add(flag);
                }
            }
            if (!set.isEmpty()) {
                set.add(Anonymity.ANONYMOUS);
            }
            return Set.copyOf(set);
        }

        Facts announced() {
            return asn == Facts.NO_ASN ? Facts.NONE : new Facts("", "", List.of(), asn, Optional.empty());
        }

        Facts hidden() {
            return new Facts("", "", List.of(), Facts.NO_ASN, Optional.of(flags));
        }
    }

    /** A country or subdivision of a native record. */
    public record Iso(@Nullable String code) {

        @MaxMindDbConstructor
        public Iso(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }

    /** The fields of a flat record that place an address. */
    public record FlatRecord(
            @Nullable String countryCode, @Nullable String subdivisionName) {

        @MaxMindDbConstructor
        public FlatRecord(
                @MaxMindDbParameter(name = "country_code") @Nullable String countryCode,
                @MaxMindDbParameter(name = "state1") @Nullable String subdivisionName) {
            this.countryCode = countryCode;
            this.subdivisionName = subdivisionName;
        }

        Facts facts() {
            String in = saidCountry(countryCode);
            return new Facts(in, "", subdivisionName == null ? List.of() : SubdivisionNames.codes(in, subdivisionName));
        }
    }
}
