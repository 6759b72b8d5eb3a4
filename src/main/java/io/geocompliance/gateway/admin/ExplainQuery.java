package io.geocompliance.gateway.admin;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an operator asks: what would be done with this visit?
 *
 * @param ip an address literal
 * @param url absolute, or a path; default {@code /}
 * @param headers request header lines, {@code Name: value}
 * @param at when; default now
 */
public record ExplainQuery(String ip, String url, List<String> headers, Instant at) {

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e]*");

    public ExplainQuery {
        headers = List.copyOf(headers);
    }

    /** Says nothing of the address: a query must not reach a log by being printed. */
    @Override
    public String toString() {
        return "ExplainQuery";
    }

    /** A question that can't be asked, in one sentence that repeats nothing of it. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        public Refused(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Reads the parameters {@code ip}, {@code url}, {@code header} (repeatable) and {@code at}. */
    static ExplainQuery of(MultiMap parameters, Clock clock) throws Refused {
        String ip = single(parameters, "ip", "");
        if (!NetUtil.isValidIpV4Address(ip) && !NetUtil.isValidIpV6Address(ip)) {
            throw new Refused("The parameter ip must be one IPv4 or IPv6 address.");
        }
        String url = single(parameters, "url", "/");
        if (!isUrl(url)) {
            throw new Refused("The parameter url must be an http or https URL, or a path that begins with a slash.");
        }
        List<String> headers = parameters.getAll("header");
        if (!headers.stream().allMatch(line -> HEADER.matcher(line).matches())) {
            throw new Refused("The parameter header must read 'Name: value'.");
        }
        try {
            String at = single(parameters, "at", "");
            return new ExplainQuery(ip, url, headers, at.isEmpty() ? clock.instant() : Instant.parse(at));
        } catch (DateTimeParseException notAnInstant) {
            throw new Refused("The parameter at must be an instant such as 2026-11-24T05:00:00Z.");
        }
    }

    private static String single(MultiMap parameters, String name, String absent) throws Refused {
        List<String> values = parameters.getAll(name);
        if (values.size() > 1) {
            throw new Refused("The parameter " + name + " may come once only.");
        }
        return values.isEmpty() ? absent : values.get(0);
    }

    private static boolean isUrl(String url) {
        try {
            URI uri = new URI(url);
            return uri.isAbsolute()
                    ? uri.getHost() != null && uri.getScheme().matches("(?i)https?")
                    : url.startsWith("/") && uri.getRawAuthority() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
