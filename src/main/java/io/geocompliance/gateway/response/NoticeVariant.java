package io.geocompliance.gateway.response;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the headers must know of the notice that is due; built once per notice and kept with the rules.
 *
 * @param id the notice's, a segment of its page's path
 * @param variant its name in entity tags
 * @param styleHash the hash of the style inside the element, {@code sha256-…} in base64 without quotes; empty if it has none
 * @param inForceSince when this text came into force: pages are not older than what was put into them
 * @param preset whether the accessibility signals go with it
 * @param byCookie whether what a reader's browser remembers ({@link NoticeCookie}) changes what is shown
 */
public record NoticeVariant(
        String id, Variant variant, Optional<String> styleHash, Instant inForceSince, Preset preset, boolean byCookie) {

    /** RFC 3986's unreserved characters: nothing to escape in a Link. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");

    private static final Pattern HASH = Pattern.compile("sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}");

    /** Of a notice that is shown to everybody alike. */
    public NoticeVariant(String id, Variant variant, Optional<String> styleHash, Instant inForceSince, Preset preset) {
        this(id, variant, styleHash, inForceSince, preset, false);
    }

    public NoticeVariant {
        if (!SEGMENT.matcher(id).matches()) {
            throw new IllegalArgumentException("a notice's id is made of letters, digits, '-', '.', '_', '~': " + id);
        }
        styleHash.filter(hash -> !HASH.matcher(hash).matches()).ifPresent(hash -> {
            throw new IllegalArgumentException("not a CSP hash: " + hash);
        });
    }

    /** The accessibility signals of a rule. */
    public enum Preset {
        /** Links to the notice page and to its plain form, and the page's own language where the origin is silent. */
        DEFAULT,
        /** None; where the body can't carry the notice, the link to its page remains. */
        OFF
    }
}
