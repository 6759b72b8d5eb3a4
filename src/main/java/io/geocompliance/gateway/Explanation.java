package io.geocompliance.gateway;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.geo.GeoExplanation;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.Languages;
import io.geocompliance.gateway.notice.NoticeRendering;
import io.geocompliance.gateway.proxy.Conduct;
import io.geocompliance.gateway.proxy.Ruling;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.response.HeadLanguages;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.OriginResponse;
import io.geocompliance.gateway.response.Verdict;
import io.geocompliance.gateway.rules.RuleVerdict;
import io.geocompliance.gateway.rules.Visit;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What would be done with a visit, and why: the same calls as live traffic, with nothing left out.
 *
 * @param address canonical; empty where it can't be established
 * @param ruling who, where, what is due
 * @param geo the evidence; empty where neither an address nor those in front say anything
 * @param rules every rule's word, in order
 * @param notice in the language that the request's headers choose
 * @param requestEdits what changes on the way to the origin
 * @param responseEdits what changes on an HTML page on its way back, were it sent with no other header; or the head of the
 *     answer that a duty gives in its place
 */
public record Explanation(
        Optional<String> address,
        Ruling ruling,
        Optional<GeoExplanation> geo,
        List<RuleVerdict> rules,
        Optional<Chosen> notice,
        List<HeaderEdit> requestEdits,
        List<HeaderEdit> responseEdits) {

    /**
     * A notice's text.
     *
     * @param cause who chose the language, on a page that says none
     */
    record Chosen(Fragment fragment, Languages.Cause cause) {}

    /**
     * A visit that an operator made up.
     *
     * @param ip the TCP peer's address; a trusted proxy's counts as one
     * @param url a path, or absolute
     * @param headers of the request, in any spelling
     */
    record Question(IpAddress ip, URI url, Map<String, List<String>> headers, Instant at) {

        /** Says nothing: what was asked must not reach a log by being printed. */
        @Override
        public String toString() {
            return "(a question)";
        }
    }

    static Explanation of(
            Snapshot snapshot, io.geocompliance.gateway.proxy.upstream.OriginSettings origin, Question asked) {
        Headers request = new Headers(asked.headers());
        String host = asked.url().getHost() == null
                ? request.all("Host").stream().findFirst().orElse("localhost")
                : asked.url().getHost();
        ClientAddress asker = snapshot.clients().resolve(asked.ip(), request::all);
        Visit visit = new Visit(
                host.toLowerCase(Locale.ROOT),
                "GET",
                io.geocompliance.gateway.rules.NormalizedPath.of(asked.url().getRawPath())
                        .normalized(),
                asked.at());
        Told told = snapshot.told(asked.ip(), request::all);
        Ruling ruling = Ruling.of(snapshot, new Ruling.Sender(asker, told), visit);
        Conduct conduct = Conduct.of(snapshot, ruling, new Conduct.Request(host, request), origin);
        Optional<IpAddress> address =
                asker instanceof ClientAddress.Known known ? Optional.of(known.address()) : Optional.empty();
        String language = conduct.noticeLanguage(null);
        return new Explanation(
                address.map(AddressLiteral::format),
                ruling,
                address.map(known -> evidence(snapshot, known, told))
                        .or(() -> told.isSilent()
                                ? Optional.empty()
                                : Optional.of(snapshot.geo().explainer().explain(told))),
                snapshot.rules().explain(ruling.place(), visit),
                conduct.choice(null)
                        .map(choice -> new Chosen(
                                ruling.notice()
                                        .orElseThrow()
                                        .in(conduct.look())
                                        .fragment(choice.language(), NoticeRendering.State.FIRST),
                                choice.cause())),
                ruling.isAnsweredHere() ? List.of() : conduct.requestEdits(),
                ruling.isAnsweredHere() ? conduct.answerEdits() : responseEdits(conduct, language));
    }

    private static GeoExplanation evidence(Snapshot snapshot, IpAddress address, Told told) {
        return address.isV4()
                ? snapshot.geo().explainer().explain(address.v4Bits(), told)
                : snapshot.geo().explainer().explain(address.high(), address.low(), told);
    }

    private static List<HeaderEdit> responseEdits(Conduct conduct, String language) {
        OriginResponse page = new OriginResponse(
                "GET", 200, new Headers(Map.of("Content-Type", List.of("text/html; charset=utf-8"))), true);
        Verdict verdict = conduct.headers().verdict(conduct.treatment(), page);
        return conduct.headers().responseEdits(verdict, page, new HeadLanguages(language, null));
    }

    /** Header fields of a question. */
    private static final class Headers implements Fields {

        private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        Headers(Map<String, List<String>> lines) {
            this.lines.putAll(lines);
        }

        @Override
        public List<String> all(String name) {
            return lines.getOrDefault(name, List.of());
        }

        @Override
        public Iterable<String> names() {
            return lines.keySet();
        }
    }
}
