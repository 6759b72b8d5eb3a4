package io.geocompliance.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format says of its ends, its fields and its limits. */
class DecoderFormatsTest {

    private static final byte[] BODY = Bodies.page(400, 11);

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void aBodyOfNoBytesIsWholeAndOneOfNothingCodedToo(ContentCoding coding) {
        assertThat(Bodies.decode(coding, new byte[0], 1).whole()).isTrue();
        Bodies.Decoded decoded = Bodies.decode(coding, Bodies.encode(coding, new byte[0]), 1);
        assertThat(decoded.whole()).isTrue();
        assertThat(decoded.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\0\0\0\0", "<!-- cached -->", "\u001f", "\u001fx"})
    void bytesBehindGzipThatAreNoMemberAreIgnored(String padding) {
        byte[] padded = Bodies.concat(Streams.gzip(0, BODY), padding.getBytes(StandardCharsets.ISO_8859_1));
        for (int chunk : new int[] {1, padded.length}) {
            Bodies.Decoded decoded = Bodies.decode(ContentCoding.GZIP, padded, chunk);
            assertThat(decoded.whole()).isTrue();
            assertThat(decoded.body()).isEqualTo(BODY);
        }
    }

    @Test
    void aMemberBehindGzipMustBeWhole() {
        byte[] second = Streams.gzip(0, BODY);
        for (int length = 2; length < second.length; length++) {
            byte[] cut = Bodies.concat(Streams.gzip(0, BODY), Arrays.copyOf(second, length));
            assertThat(Bodies.decode(ContentCoding.GZIP, cut).whole())
                    .as("cut at %d", length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWrongSumOrLengthInTheTrailerBreaksGzip(int fromEnd) {
        byte[] coded = Streams.gzip(0, BODY);
        coded[coded.length - fromEnd]++;
        Bodies.Decoded decoded = Bodies.decode(ContentCoding.GZIP, coded, 7);
        assertThat(decoded.good()).isFalse();
        assertThat(decoded.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void reservedFlagsBreakGzip(int flag) {
        assertThat(Bodies.decode(ContentCoding.GZIP, Streams.gzip(flag, BODY)).good())
                .isFalse();
    }

    @Test
    void aWrongSumOfTheHeaderBreaksGzip() {
        byte[] coded = Streams.gzip(0x02, BODY);
        coded[10]++;
        assertThat(Bodies.decode(ContentCoding.GZIP, coded).good()).isFalse();
    }

    @Test
    void aNameOfAMegabyteIsReadOver() {
        byte[] plain = Streams.gzip(0, BODY);
        byte[] name = new byte[1 << 20];
        Arrays.fill(name, 0, name.length - 1, (byte) 'n');
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = 0x08;
        byte[] coded = Bodies.concat(head, name, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(Bodies.decode(ContentCoding.GZIP, coded, 5000).body()).isEqualTo(BODY);
    }

    @Test
    void zlibWithADictionaryIsBroken() {
        Deflater deflater = new Deflater();
        deflater.setDictionary("<!doctype html>".getBytes(StandardCharsets.US_ASCII));
        deflater.setInput(BODY);
        deflater.finish();
        byte[] coded = new byte[2000];
        int length = deflater.deflate(coded);
        deflater.end();
        assertThat(Bodies.decode(ContentCoding.DEFLATE, Arrays.copyOf(coded, length))
                        .good())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesBehindDeflateAreIgnored(boolean bare) {
        byte[] padded = Bodies.concat(Streams.deflate(BODY, bare), new byte[] {'\r', '\n'});
        Bodies.Decoded decoded = Bodies.decode(ContentCoding.DEFLATE, padded, 3);
        assertThat(decoded.whole()).isTrue();
        assertThat(decoded.body()).isEqualTo(BODY);
    }

    @Test
    void bytesBehindZstdBreakIt() {
        assertThat(Bodies.decode(
                                ContentCoding.ZSTD, Bodies.concat(Streams.zstd(BODY, true), new byte[] {'\n', 0, 0, 0}))
                        .whole())
                .isFalse();
    }

    @Test
    void skippableFramesMayComeFirstAndAlone() {
        byte[] data = Bodies.noise(1000, 1);
        byte[] coded = Bodies.concat(Streams.skippable(data), Streams.zstd(BODY, false), Streams.skippable(data));
        for (int chunk : new int[] {1, 10, coded.length}) {
            Bodies.Decoded decoded = Bodies.decode(ContentCoding.ZSTD, coded, chunk);
            assertThat(decoded.whole()).isTrue();
            assertThat(decoded.body()).isEqualTo(BODY);
        }
    }

    /** RFC 9659 3: 8 MiB and no more in this coding. */
    @ParameterizedTest
    @ValueSource(ints = {23, 24, 27})
    void aWindowBeyondEightMebibytesIsRefused(int bits) {
        byte[] body = Bodies.noise(1000, 5);
        Bodies.Decoded decoded = Bodies.decode(ContentCoding.ZSTD, Streams.zstdWithWindow(bits, body));
        assertThat(decoded.good()).isEqualTo(bits <= 23);
    }

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void aClosedCoderRefusesEverything(ContentCoding coding) {
        Decoder decoder = coding.decoder();
        Encoder encoder = coding.encoder();
        encoder.feed(BODY, 0, BODY.length, new Bodies.Collected());
        decoder.close();
        encoder.close();
        assertThatIllegalStateException().isThrownBy(() -> decoder.feed(BODY, 0, 1, new Bodies.Collected()));
        assertThatIllegalStateException().isThrownBy(() -> decoder.resume(new Bodies.Collected()));
        assertThatIllegalStateException().isThrownBy(decoder::finish);
        assertThatIllegalStateException().isThrownBy(() -> encoder.flush(new Bodies.Collected()));
    }

    /** Native memory is given back once: never is a leak, twice is a crash. */
    @ParameterizedTest
    @ValueSource(strings = {"TAKEN", "MORE", "BROKEN"})
    void memoryIsReleasedOnceWhateverHappened(Decoder.Progress ending) {
        AtomicInteger releases = new AtomicInteger();
        DecodingStream decoder = new DecodingStream() {
            @Override
            Progress advance(Input from, Sink out) {
                return ending;
            }

            @Override
            boolean ended() {
                return true;
            }

            @Override
            void release() {
                releases.incrementAndGet();
            }
        };
        decoder.feed(BODY, 0, BODY.length, new Bodies.Collected());
        decoder.close();
        decoder.close();
        assertThat(releases).hasValue(1);
    }
}
