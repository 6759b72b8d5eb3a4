package io.geocompliance.gateway.testing;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Content codings for origins and visitors in tests: on purpose not the gateway's own, so that neither can excuse the other. */
public enum Coding {
    IDENTITY,
    GZIP,
    DEFLATE,
    BR,
    ZSTD;

    /** The name in Content-Encoding (RFC 9110 8.4.1). */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Coding of(String token) {
        return valueOf(token.toUpperCase(Locale.ROOT));
    }

    public byte[] encode(byte[] plain) {
        return encodeFlushing(plain, plain.length);
    }

    /** Encodes and flushes after every {@code everyBytes} plain bytes, as an origin does that renders in pieces. */
    public byte[] encodeFlushing(byte[] plain, int everyBytes) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream encoder = encoder(coded)) {
            for (int from = 0; from < plain.length; from += everyBytes) {
                encoder.write(plain, from, Math.min(everyBytes, plain.length - from));
                if (from + everyBytes < plain.length) {
                    encoder.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    /** The whole plain text; throws if the coded bytes are broken or end too early. */
    public byte[] decode(byte[] coded) {
        try (InputStream decoder = decoder(new ByteArrayInputStream(coded))) {
            return decoder.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public OutputStream encoder(OutputStream target) throws IOException {
        return switch (this) {
            case IDENTITY -> target;
            case GZIP -> new GZIPOutputStream(target, 8192, true);
            case DEFLATE -> new DeflaterOutputStream(target, true);
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                // The default is for files that are packed once: several seconds a megabyte.
                yield new BrotliOutputStream(target, new Encoder.Parameters().setQuality(4));
            }
            case ZSTD -> new ZstdOutputStream(target);
        };
    }

    public InputStream decoder(InputStream source) throws IOException {
        return switch (this) {
            case IDENTITY -> source;
            case GZIP -> new GZIPInputStream(source);
            case DEFLATE -> new InflaterInputStream(source);
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                BrotliInputStream decoder = new BrotliInputStream(source);
                // Or it reads on before it hands out what a flush has made readable.
                decoder.enableEagerOutput();
                yield decoder;
            }
            case ZSTD -> new ZstdInputStream(source);
        };
    }
}
