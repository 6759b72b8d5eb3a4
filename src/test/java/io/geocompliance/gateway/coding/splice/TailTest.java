package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What stands at a page's end and behind it: its trailer, more members, padding, or not all of it. */
class TailTest {

    private static final Compressor GZIP = new Compressor(6, Deflater.DEFAULT_STRATEGY, Deflater.NO_FLUSH, 0);
    private static final byte[] PAGE = Pages.page(120_000, 1);
    private static final byte[] CODED = GZIP.gzip(PAGE);
    private static final byte[] FRAGMENT = Pages.fragment(700, true);
    private static final CompiledFragment COMPILED = CompiledFragment.of(FRAGMENT);
    private static final int PLACE = 5_000;

    private static Splicing splicing(byte[] coded, boolean follow) {
        return new Splicing(PAGE, coded).insert(FRAGMENT, COMPILED, PLACE).following(follow);
    }

    @Test
    void soundPagesComeOutTheSameFollowedOrNot() throws IOException {
        for (Cuts cuts : List.of(Cuts.WHOLE, Cuts.BYTES, from -> 1000)) {
            Splicing plain = splicing(CODED, false).cut(cuts);
            Splicing followed = splicing(CODED, true).cut(cuts);
            assertThat(followed.check()).isEqualTo(plain.check());
            assertThat(plain.splice().isFollowed()).isFalse();
            assertThat(followed.splice().isFollowed()).isTrue();
        }
    }

    @Test
    void severalMembers() throws IOException {
        byte[] other = Pages.page(40_000, 2);
        for (boolean follow : new boolean[] {false, true}) {
            for (Cuts cuts : List.of(Cuts.WHOLE, Cuts.BYTES, from -> 700)) {
                byte[] body = concat(CODED, GZIP.gzip(other), GZIP.gzip(PAGE));
                Splicing splicing = splicing(body, follow).cut(cuts);
                byte[] out = splicing.run();
                assertThat(splicing.isWhole()).isTrue();
                assertThat(Splicing.decode(out)).isEqualTo(concat(splicing.expected(), other, PAGE));
                assertThat(splicing.splice().notes()).containsExactly(SpliceNote.BEYOND_END);
            }
        }
    }

    @Test
    void paddingBehindTheTrailer() throws IOException {
        for (int padding = 1; padding <= 10; padding++) {
            for (byte value : new byte[] {0, '\n'}) {
                byte[] pad = new byte[padding];
                Arrays.fill(pad, value);
                for (Cuts cuts : List.of(Cuts.WHOLE, Cuts.BYTES)) {
                    assertPadded(concat(CODED, pad), padding, cuts);
                }
            }
        }
    }

    private static void assertPadded(byte[] body, int padding, Cuts cuts) throws IOException {
        byte[] sound = splicing(CODED, false).check();
        for (boolean follow : new boolean[] {false, true}) {
            Splicing splicing = splicing(body, follow).cut(cuts);
            byte[] out = splicing.run();
            assertThat(splicing.isWhole()).isTrue();
            assertThat(out).hasSize(sound.length + padding).startsWith(sound);
            assertThat(splicing.splice().notes()).containsExactly(SpliceNote.BEYOND_END);
        }
    }

    /** More padding than is held back: the trailer has left unchanged, unless the page is followed. */
    @Test
    void muchPadding() {
        byte[] body = concat(CODED, new byte[20]);
        Splicing plain = splicing(body, false).cut(from -> 50);
        plain.run();
        assertThat(plain.isWhole()).isTrue();
        assertThat(plain.splice().notes()).containsExactly(SpliceNote.TRAILER);
        Splicing followed = splicing(body, true).cut(from -> 50);
        assertThat(followed.run()).startsWith(splicing(CODED, true).run());
        assertThat(followed.splice().notes()).containsExactly(SpliceNote.BEYOND_END);
    }

    /** Wherever a page ends too early, no decoder takes the rest for a whole page. */
    @Test
    void truncation() {
        Random random = new Random(3);
        for (int round = 0; round < 250; round++) {
            int length = round < 40 ? CODED.length - 1 - round : random.nextInt(CODED.length);
            byte[] body = Arrays.copyOf(CODED, length);
            for (boolean follow : new boolean[] {false, true}) {
                Splicing splicing = splicing(body, follow).cut(Cuts.random(random));
                byte[] out = splicing.run();
                assertThat(isWhole(out)).as("truncated to " + length).isFalse();
                if (follow && length > 0) {
                    assertThat(splicing.isWhole()).isFalse();
                    assertThat(splicing.splice().notes()).containsExactly(SpliceNote.TRUNCATED);
                }
            }
        }
    }

    @Test
    void wrongTrailersStayWrong() {
        for (int at = CODED.length - 8; at < CODED.length; at++) {
            byte[] body = CODED.clone();
            body[at] ^= 0x10;
            for (boolean follow : new boolean[] {false, true}) {
                Splicing splicing = splicing(body, follow);
                byte[] out = splicing.run();
                assertThat(isWhole(out)).isFalse();
                // Who has read it all says so; nobody else can know.
                assertThat(splicing.isWhole()).isEqualTo(!follow);
                assertThat(splicing.splice().notes().contains(SpliceNote.ORIGIN_CRC))
                        .isEqualTo(follow);
            }
        }
    }

    @Test
    void headersWithEveryField() throws IOException {
        for (int flags = 0; flags < 32; flags++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 2, 3});
            body.writeBytes((flags & 4) != 0 ? new byte[] {5, 0, 'A', 'p', 1, 0, 0} : new byte[0]);
            body.writeBytes((flags & 8) != 0 ? new byte[] {'n', 0} : new byte[0]);
            body.writeBytes((flags & 16) != 0 ? new byte[] {'c', 'c', 0} : new byte[0]);
            if ((flags & 2) != 0) {
                CRC32 crc = new CRC32();
                crc.update(body.toByteArray());
                body.write((int) crc.getValue());
                body.write((int) crc.getValue() >> 8);
            }
            int header = body.size();
            body.write(CODED, 10, CODED.length - 10);
            for (Cuts cuts : List.of(Cuts.WHOLE, Cuts.BYTES)) {
                byte[] out = splicing(body.toByteArray(), false).cut(cuts).check();
                assertThat(Arrays.copyOf(out, header)).isEqualTo(Arrays.copyOf(body.toByteArray(), header));
            }
        }
    }

    @Test
    void whatIsNoGzipPassesUnchanged() {
        byte[] wrongFlags = CODED.clone();
        wrongFlags[3] = 0x20;
        byte[] longName = new byte[40_000];
        Arrays.fill(longName, (byte) 'n');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8}, 0, longName, 0, 4);
        for (byte[] body : List.of(PAGE, wrongFlags, longName, new byte[] {0x1f, 0})) {
            Splicing splicing = splicing(body, false).cut(from -> 333);
            assertThat(splicing.run()).isEqualTo(body);
            assertThat(splicing.outcome()).isEqualTo(SpliceOutcome.NOT_GZIP);
        }
    }

    /** An empty page gets its fragment too. */
    @Test
    void emptyBody() throws IOException {
        Splicing splicing = new Splicing(new byte[0], new byte[0]).insert(FRAGMENT, COMPILED, 0);
        assertThat(splicing.check()).isNotEmpty();
        Splicing nowhere = new Splicing(new byte[0], new byte[0]).insert(FRAGMENT, COMPILED, OffsetSeam.NOWHERE);
        assertThat(nowhere.run()).isEmpty();
        assertThat(nowhere.isWhole()).isTrue();
    }

    static boolean isWhole(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(gzip))) {
            in.readAllBytes();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
