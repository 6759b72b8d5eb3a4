package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.ForwardingHeaders;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.response.NoticeCookie;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * The head of the request as the origin gets it: cleaned of what speaks of one connection, of what a visitor may have forged, and,
 * for protected places, of all that tells who asks.
 *
 * @param snapshot says whose word counts, and which fields tell of visitors
 */
record OriginHead(HttpServerRequest request, Listener listener, Conduct conduct, Snapshot snapshot, Via via) {

    /** Writes the fields. The forwarding ones come last, so that {@code Connection: x-forwarded-for} can't erase them. */
    void write(MultiMap out) {
        MultiMap in = request.headers();
        boolean isProtected = conduct.ruling().isProtected();
        HopByHop.copyEndToEnd(in, out, name -> isPassed(name, isProtected));
        forgetNotices(out);
        conduct.requestEdits().forEach(edit -> edit.applyTo(new VertxFields(out)));
        writeHost(out);
        writeVia(out);
        writeForwarding(out);
    }

    /** Some servers read X_Forwarded_For as X-Forwarded-For; nginx drops such names too. */
    private boolean isPassed(String name, boolean isProtected) {
        boolean joins = isProtected && ForwardingHeaders.isTracing(name);
        return !joins && name.indexOf('_') < 0 && !snapshot.isForwarding(name);
    }

    /** The same, asking for a whole page. */
    void writeWithoutRange(MultiMap out) {
        write(out);
        out.remove("range");
        out.remove("if-range");
    }

    /** What a browser remembers of notices, and the word in the address of the page that it came from, are for us alone. */
    private static void forgetNotices(MultiMap out) {
        List<String> cookies = out.getAll("cookie");
        List<String> others = NoticeCookie.without(cookies);
        if (!others.equals(cookies)) {
            out.remove("cookie");
            out.add("cookie", others);
        }
        String referrer = out.get("referer");
        if (referrer != null) {
            out.set("referer", FirstPage.withoutWord(referrer));
        }
    }

    private void writeHost(MultiMap out) {
        String replacement = conduct.origin().host();
        String host = replacement != null ? replacement : conduct.request().authority();
        if (host.isEmpty()) {
            out.remove("host"); // HTTP/1.0 without one: the engine names the server itself
        } else {
            out.set("host", host);
        }
    }

    private void writeVia(MultiMap out) {
        boolean isProtected = conduct.ruling().isProtected();
        if (conduct.origin().via()) {
            via.appendTo(out, isProtected);
        } else {
            Via.clean(out, isProtected);
        }
    }

    private void writeForwarding(MultiMap out) {
        out.set("x-forwarded-proto", scheme());
        if (!conduct.request().authority().isEmpty()) {
            out.set("x-forwarded-host", conduct.request().authority());
        }
        if (!conduct.ruling().isProtected() && conduct.ruling().asker() instanceof ClientAddress.Known known) {
            out.set("x-forwarded-for", AddressLiteral.format(known.address()));
        }
    }

    /** A trusted peer's word, else the listener's; never the request's own, which holds whatever the visitor said. */
    private String scheme() {
        String told = request.getHeader("x-forwarded-proto");
        boolean isWord = "http".equals(told) || "https".equals(told);
        if (told != null && isWord && Peer.isTrusted(request.connection(), snapshot)) {
            return told;
        }
        return listener.tls() == null ? "http" : "https";
    }
}
