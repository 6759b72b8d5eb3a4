package io.geocompliance.gateway;

import io.geocompliance.gateway.geo.Anonymity;
import io.geocompliance.gateway.geo.DatabaseIdentity;
import io.geocompliance.gateway.geo.Facts;
import io.geocompliance.gateway.geo.GeoExplanation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of an explanation that says where: who said what of the address, and how the regions came out. */
final class EvidenceText {

    private EvidenceText() {}

    static JsonArray sources(Optional<GeoExplanation> geo) {
        JsonArray sources = new JsonArray();
        geo.map(GeoExplanation::evidence)
                .orElse(List.of())
                .forEach(evidence -> sources.add(new JsonObject()
                        .put("file", evidence.speaker().file())
                        .put("publisher", evidence.speaker().publisher())
                        .put("votes", evidence.speaker().votes())
                        .put("built", build(evidence, build -> build.builtAt().toString()))
                        .put("sha256", build(evidence, DatabaseIdentity::sha256))
                        .put("network", evidence.network().orElse(null))
                        .put("says", facts(evidence.says()))
                        .put(
                                "accuracyRadiusKm",
                                evidence.detail()
                                        .flatMap(GeoExplanation.Detail::accuracyRadiusKm)
                                        .orElse(null))));
        return sources;
    }

    private static @Nullable String build(GeoExplanation.Evidence evidence, Function<DatabaseIdentity, String> part) {
        return evidence.speaker().build().map(part).orElse(null);
    }

    private static JsonObject facts(Facts facts) {
        JsonObject said = new JsonObject()
                .put("country", orNull(facts.country()))
                .put("registeredCountry", orNull(facts.registeredCountry()))
                .put("subdivisions", new JsonArray(facts.subdivisions()));
        if (facts.asn() != Facts.NO_ASN) {
            said.put("asn", facts.asn());
        }
        facts.anonymity()
                .ifPresent(ways -> said.put(
                        "anonymity",
                        new JsonArray(
                                ways.stream().sorted().map(Anonymity::word).toList())));
        return said;
    }

    static @Nullable JsonObject network(Optional<GeoExplanation> geo) {
        return geo.map(GeoExplanation::network)
                .map(network -> new JsonObject()
                        .put(
                                "lists",
                                new JsonArray(network.lists().stream().sorted().toList()))
                        .put("label", orNull(network.label())))
                .orElse(null);
    }

    static JsonArray regions(Optional<GeoExplanation> geo) {
        JsonArray regions = new JsonArray();
        geo.map(GeoExplanation::regions).orElse(List.of()).forEach(region -> {
            JsonObject votes = new JsonObject();
            region.votes().forEach((publisher, vote) -> votes.put(publisher, ExplanationText.lower(vote)));
            regions.add(new JsonObject()
                    .put("region", region.region())
                    .put("held", region.held())
                    .put("quorum", region.quorum())
                    .put("votes", votes));
        });
        return regions;
    }

    /** The same for people: lines by what they are about. */
    static Map<String, List<String>> lines(JsonObject json) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        List<String> sources = lines.computeIfAbsent("  source", name -> new ArrayList<>());
        json.getJsonArray("sources").forEach(each -> sources.add(source((JsonObject) each)));
        JsonObject network = json.getJsonObject("network");
        if (network != null && !network.getJsonArray("lists").isEmpty()) {
            lines.put("  lists", List.of(network.getJsonArray("lists").encode()));
        }
        List<String> regions = lines.computeIfAbsent("  region", name -> new ArrayList<>());
        json.getJsonArray("regions").forEach(each -> regions.add(region((JsonObject) each)));
        return lines;
    }

    private static String source(JsonObject source) {
        String built = source.getString("built");
        return source.getString("publisher") + (built == null ? "" : " built " + built)
                + vote(source)
                + (isHeader(source) ? source.getString("file") : source.getString("network", "no network")) + " "
                + source.getJsonObject("says").encode();
    }

    private static String vote(JsonObject source) {
        if (source.getBoolean("votes")) {
            return ": ";
        }
        return isHeader(source) ? ", not believed, for the peer is no trusted proxy: " : ", without a vote: ";
    }

    private static boolean isHeader(JsonObject source) {
        return source.getString("file").startsWith("header ");
    }

    private static String region(JsonObject region) {
        return region.getString("region")
                + (region.getBoolean("held") ? ": yes, " : ": no, ")
                + region.getJsonObject("votes").encode();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
