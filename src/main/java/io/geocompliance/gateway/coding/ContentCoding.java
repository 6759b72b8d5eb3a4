package io.geocompliance.gateway.coding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The content codings of pages (RFC 9110 8.4.1) that can be taken off and put on again. */
public enum ContentCoding {
    /** None. */
    IDENTITY("identity"),
    /** RFC 1952; {@code x-gzip} is the same. */
    GZIP("gzip"),
    /** The zlib format of RFC 1950, or what servers mistake for it. */
    DEFLATE("deflate"),
    /** Brotli, RFC 7932. */
    BR("br"),
    /** Zstandard, RFC 8878 and 9659. */
    ZSTD("zstd");

    // What nearly all answers say.
    private static final Optional<ContentCoding> SAYS_NOTHING = Optional.of(IDENTITY);
    private static final Optional<ContentCoding> SAYS_GZIP = Optional.of(GZIP);

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /**
     * The coding of a body.
     *
     * <p>The first question for {@code br} and {@code zstd} loads a native library from disk: ask once at start, where waiting is
     * allowed.
     *
     * @param contentEncodingLines all Content-Encoding lines of the response; none is identity
     * @return empty if the coding is unknown here, several are combined, or its native library is missing
     */
    public static Optional<ContentCoding> of(List<String> contentEncodingLines) {
        if (contentEncodingLines.isEmpty()) {
            return SAYS_NOTHING;
        }
        if (contentEncodingLines.size() == 1 && contentEncodingLines.get(0).equals(GZIP.token)) {
            return SAYS_GZIP;
        }
        List<String> codings = CodingList.members(contentEncodingLines).stream()
                // It is no coding (RFC 9110 8.4.1 reserves it for Accept-Encoding), but servers write it.
                .filter(member -> !member.equalsIgnoreCase(IDENTITY.token))
                .toList();
        if (codings.isEmpty()) {
            return Optional.of(IDENTITY);
        }
        return codings.size() == 1 ? named(codings.get(0)).filter(ContentCoding::isUsable) : Optional.empty();
    }

    /** A new decoder; {@link #IDENTITY} has none, there is nothing to take off. */
    public Decoder decoder() {
        requireUsable();
        return switch (this) {
            case IDENTITY -> throw new IllegalStateException("identity needs no decoder");
            case GZIP -> new GzipDecoder();
            case DEFLATE -> new DeflateDecoder();
            case BR -> new BrotliDecoder();
            case ZSTD -> new ZstdDecoder();
        };
    }

    /** A new encoder; {@link #IDENTITY} has none, there is nothing to put on. */
    public Encoder encoder() {
        requireUsable();
        return switch (this) {
            case IDENTITY -> throw new IllegalStateException("identity needs no encoder");
            case GZIP -> new GzipEncoder();
            case DEFLATE -> new DeflateEncoder();
            case BR -> new BrotliEncoder();
            case ZSTD -> new ZstdEncoder();
        };
    }

    /** Its name in header fields. */
    public String token() {
        return token;
    }

    /** By its registered name or its alias, in any case (RFC 9110 8.4.1). */
    static Optional<ContentCoding> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String registered = lower.equals("x-gzip") ? GZIP.token : lower;
        for (ContentCoding coding : values()) {
            if (coding.token.equals(registered)) {
                return Optional.of(coding);
            }
        }
        return Optional.empty();
    }

    private void requireUsable() {
        if (!isUsable()) {
            throw new IllegalStateException("the native library of " + token + " is missing");
        }
    }

    private boolean isUsable() {
        return switch (this) {
            case IDENTITY, GZIP, DEFLATE -> true;
            case BR -> NativeLibrary.BROTLI.isLoaded();
            case ZSTD -> NativeLibrary.ZSTD.isLoaded();
        };
    }
}
