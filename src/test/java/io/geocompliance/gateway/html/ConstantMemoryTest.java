package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However long a construct before the body is, what an injector keeps of it is the same few bytes. */
class ConstantMemoryTest {

    private static final long LONG_STREAM_BYTES = 200L << 20;
    private static final long STREAM_BYTES = 16L << 20;
    private static final int CHUNK_BYTES = 64 << 10;

    /** All arrays an injector leads to, with what the last construct left in them. */
    private static final long RETAINED_BYTES = 8 << 10;

    /** Once at length: whatever grows would grow with every construct. */
    @Test
    void veryLongStream() {
        assertRetainsNothing("<head>", "<meta a=\"b\"><!-- c --><script d=e>f</script>\n", LONG_STREAM_BYTES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<head> | '<meta name=a content=b><link rel=c href=d>\n'",
                "<!-- | 'comment - with -> dashes <body> '",
                "<html data-x=\" | 'value <body> '",
                "<html | ' a=b lang=de '",
                "<script><!-- | '<script> x </script> '",
                "<title> | '</titl '",
                "<template><svg> | '<g><path/></g> '",
                "<p><!-- | 'x '",
            })
    void longStreams(String before, String repeated) {
        assertRetainsNothing(before, repeated, STREAM_BYTES);
    }

    private static void assertRetainsNothing(String before, String repeated, long streamBytes) {
        byte[] chunk = repeated.repeat(CHUNK_BYTES / repeated.length()).getBytes(StandardCharsets.US_ASCII);
        FragmentInjector injector = new FragmentInjector(language -> Pages.NOTICE, Pages.MARKER);
        AtomicLong out = new AtomicLong();
        Sink counting = (bytes, offset, length) -> out.addAndGet(length);
        byte[] start = before.getBytes(StandardCharsets.US_ASCII);
        injector.feed(start, 0, start.length, counting);
        long in = start.length;
        while (in < streamBytes) {
            injector.feed(chunk, 0, chunk.length, counting);
            in += chunk.length;
            long noticeIfIn = injector.outcome() instanceof Outcome.Injected ? Pages.NOTICE.length : 0;
            assertThat(in + noticeIfIn - out.get()).isBetween(0L, (long) HtmlScanner.LOOK_BACK);
        }
        assertThat(retainedArrayBytes(injector)).isLessThan(RETAINED_BYTES);
    }

    /** The sizes of all arrays that an object of ours leads to, other than by constants. */
    private static long retainedArrayBytes(Object root) {
        return arrayBytes(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long arrayBytes(Object object, Set<Object> seen) {
        if (object == null || !seen.add(object)) {
            return 0;
        }
        if (object.getClass().isArray()) {
            int elementBytes = object instanceof byte[] ? Byte.BYTES : Long.BYTES;
            return (long) elementBytes * Array.getLength(object);
        }
        if (!object.getClass().getPackageName().equals(HtmlScanner.class.getPackageName())) {
            return 0;
        }
        long sum = 0;
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                sum += arrayBytes(value(field, object), seen);
            }
        }
        return sum;
    }

    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
