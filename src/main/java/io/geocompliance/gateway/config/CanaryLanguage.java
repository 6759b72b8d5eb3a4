package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.geo.GeoSettings.Canary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How canaries are written: addresses whose place is known, and what a database must say of them. */
final class CanaryLanguage {

    /** Where operators name none: resolvers that have been where they are for years. */
    static final List<Canary> USUAL = List.of(in("77.88.8.8", "RU"), in("8.8.8.8", "US"), in("2a02:6b8::1", "RU"));

    /** Of the embedded file, which says RU of an address in Crimea; the other is in Kyiv. */
    static final List<Canary> EMBEDDED = Stream.concat(
                    USUAL.stream(), Stream.of(in("46.172.192.1", "RU"), in("91.198.36.14", "UA")))
            .toList();

    private static final Key<Cidr> IP = Key.required(
            "ip",
            new Scalar<>(
                    "an address such as 77.88.8.8 or 2a02:6b8::1",
                    Map.of("type", "string", "pattern", "^[0-9A-Fa-f:.]+$"),
                    text -> text.contains("/") ? Optional.empty() : Optional.of(Cidr.parse(text))),
            "The address: one that is known, never a reader's.");
    private static final Key<String> COUNTRY =
            Key.optional("country", RegionLanguage.COUNTRY_CODE, "Where it is. Absent: left open.");
    private static final Key<String> REGISTERED = Key.optional(
            "registeredCountry", RegionLanguage.COUNTRY_CODE, "Where its network is registered. Absent: left open.");
    private static final Key<String> SUBDIVISION =
            Key.optional("subdivision", RegionLanguage.SUBDIVISION_CODE, "Where it is in full. Absent: left open.");
    private static final Key<Long> ASN =
            Key.optional("asn", RegionLanguage.ASN_NUMBER, "Who announces it, for an ASN database. Absent: left open.");

    static final Section<Canary> CANARY = new Section<>(
            "a canary such as {ip: 77.88.8.8, country: RU}",
            List.of(IP, COUNTRY, REGISTERED, SUBDIVISION, ASN),
            Map.of("minProperties", 2),
            fields -> {
                if (fields.mapping().entries().size() < 2) {
                    fields.error(
                            IP, "this canary expects nothing; say what the database must say, such as country: RU.");
                    return Optional.empty();
                }
                return Optional.of(new Canary(
                        NetworkFiles.prefix(fields.get(IP)),
                        fields.find(COUNTRY).orElse(""),
                        fields.find(REGISTERED).orElse(""),
                        fields.find(SUBDIVISION).orElse(""),
                        fields.find(ASN).orElse(0L)));
            });

    private CanaryLanguage() {}

    private static Canary in(String address, String country) {
        return new Canary(NetworkFiles.prefix(Cidr.parse(address)), country, "", "", 0);
    }
}
