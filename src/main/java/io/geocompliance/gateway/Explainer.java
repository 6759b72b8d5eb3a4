package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.ExplainQuery;
import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers operators' questions from one snapshot, on the command line and on the admin port. */
public record Explainer(Snapshot snapshot, List<OriginSettings> origins) {

    /** As JSON, for the admin port. */
    String answer(ExplainQuery query) throws ExplainQuery.Refused {
        return ExplanationText.json(explain(query.ip(), query.url(), query.headers(), query.at()))
                .encodePrettily();
    }

    /**
     * The whole explanation.
     *
     * @param headers lines, {@code Name: value}
     * @throws ExplainQuery.Refused with a sentence that repeats nothing of the question
     */
    public Explanation explain(String ip, String url, List<String> headers, Instant at) throws ExplainQuery.Refused {
        IpAddress address = AddressLiteral.parse(ip)
                .orElseThrow(() -> new ExplainQuery.Refused(
                        "The address must be one IPv4 or IPv6 literal, such as 77.88.8.8 or 2a02:6b8::1."));
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ExplainQuery.Refused("The URL can't be read; a path such as /news/1 is enough.");
        }
        if (parsed.getRawPath() == null || !parsed.getRawPath().startsWith("/")) {
            throw new ExplainQuery.Refused("The URL needs a path that begins with a slash, such as /news/1.");
        }
        return Explanation.of(snapshot, origins.get(0), new Explanation.Question(address, parsed, parse(headers), at));
    }

    private static Map<String, List<String>> parse(List<String> headers) throws ExplainQuery.Refused {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ExplainQuery.Refused("A header must read 'Name: value'.");
            }
            fields.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return fields;
    }
}
