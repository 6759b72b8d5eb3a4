package io.geocompliance.gateway.proxy;

import io.vertx.core.MultiMap;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How requests say that they came through here (RFC 9110 7.6.3), and how one is recognised that comes back.
 *
 * <p>The pseudonym is made anew at every start, so two gateways in a row are no loop, and it says nothing about the machine.
 */
final class Via {

    private static final String FAMILY = "geo-compliance-gateway-";
    private static final int TOKEN_BYTES = 8;

    private final String pseudonym;

    /** Always 1.1, whatever the visitor spoke: the origin needn't know. */
    private final String own;

    private Via(String pseudonym) {
        this.pseudonym = pseudonym;
        own = "1.1 " + pseudonym;
    }

    static Via withRandomPseudonym() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new Via(FAMILY + HexFormat.of().formatHex(token));
    }

    /** Whether a request with these fields has been sent by this very gateway before. */
    boolean isLoop(MultiMap headers) {
        return headers.contains("via")
                && entries(headers).stream().anyMatch(entry -> pseudonym.equals(receivedBy(entry)));
    }

    /**
     * Adds this gateway's entry to those of the senders before it. For a protected reader only the gateways among them are passed on: a
     * proxy of their own may bear their company's name.
     *
     * @param out has the visitor's fields
     */
    void appendTo(MultiMap out, boolean isProtected) {
        if (!out.contains("via")) {
            out.add("via", own);
            return;
        }
        List<String> entries = new ArrayList<>(entries(out));
        entries.removeIf(entry -> isProtected && !receivedBy(entry).startsWith(FAMILY));
        entries.add(own);
        out.set("via", String.join(", ", entries));
    }

    /** Without an entry of our own, what the visitor's side says stays, but for a protected reader. */
    static void clean(MultiMap out, boolean isProtected) {
        if (isProtected) {
            out.remove("via");
        }
    }

    private static List<String> entries(MultiMap headers) {
        List<String> entries = new ArrayList<>();
        for (String line : headers.getAll("via")) {
            for (String entry : line.split(",")) {
                if (!entry.isBlank()) {
                    entries.add(entry.strip());
                }
            }
        }
        return entries;
    }

    /** The second word: who received the message; comments may follow. */
    private static String receivedBy(String entry) {
        String[] words = entry.split("[ \t]+", 3);
        return words.length < 2 ? "" : words[1];
    }
}
