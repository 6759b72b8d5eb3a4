package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.BodyInput;
import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginConnection;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is kept that could leave: readers wait for no byte that does not concern them. */
class StreamingTest {

    private static final String FIRST = "<!doctype html><html lang=ru><title>t</title><body><p>first</p>";
    private static final String SECOND = "<p>second</p>";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    /** Each half leaves the origin only after the one before has arrived: what is held back anywhere stops the test. */
    @ParameterizedTest
    @EnumSource
    void thePageArrivesBeforeItsEndHasLeftTheOrigin(Coding coding) throws Exception {
        CountDownLatch firstArrived = new CountDownLatch(1);
        world.origin().enqueue(inTwoHalves(coding, firstArrived));
        RawClient client = world.client()
                .send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept-Encoding: gzip, br, zstd, deflate"));
        RawClient.Reception reception = client.begin("GET");
        Coding served = Coding.of(reception.fields().first("Content-Encoding").orElse("identity"));
        Arriving arriving = new Arriving(reception.body(), served);
        String first = arriving.until("first</p>");
        assertThat(NoticeInPage.of(first.getBytes(StandardCharsets.ISO_8859_1)).languages())
                .containsExactly("ru");
        firstArrived.countDown();
        assertThat(arriving.until(SECOND)).endsWith(SECOND);
        reception.body().rest();
        assertThat(reception.body().ending().clean()).isTrue();
    }

    private static Answer inTwoHalves(Coding coding, CountDownLatch firstArrived) {
        return (connection, request) -> {
            String label = coding == Coding.IDENTITY ? "" : "Content-Encoding: " + coding.token() + "\r\n";
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + label
                    + "Transfer-Encoding: chunked\r\n\r\n");
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            try (OutputStream encoder = coding.encoder(coded)) {
                encoder.write(FIRST.getBytes(StandardCharsets.US_ASCII));
                encoder.flush();
                connection.chunk(coded.toByteArray()).flush();
                coded.reset();
                await(firstArrived);
                encoder.write(SECOND.getBytes(StandardCharsets.US_ASCII));
            }
            connection.chunk(coded.toByteArray()).write("0\r\n\r\n").flush();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the first half never arrived");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Decodes what has come so far, again and again: a decoder that waits for more would hide what is already readable. */
    private static final class Arriving {

        private final BodyInput body;
        private final Coding coding;
        private final ByteArrayOutputStream coded = new ByteArrayOutputStream();

        Arriving(BodyInput body, Coding coding) {
            this.body = body;
            this.coding = coding;
        }

        String until(String text) throws IOException {
            byte[] piece = new byte[4096];
            while (true) {
                int count = body.read(piece, 0, piece.length);
                if (count < 0) {
                    throw new AssertionError("the body ended before " + text);
                }
                coded.write(piece, 0, count);
                String readable = readable();
                if (readable.contains(text)) {
                    return readable.substring(0, readable.indexOf(text) + text.length());
                }
            }
        }

        private String readable() {
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            try (InputStream decoder = coding.decoder(new ByteArrayInputStream(coded.toByteArray()))) {
                for (int octet = decoder.read(); octet >= 0; octet = decoder.read()) {
                    plain.write(octet);
                }
            } catch (IOException e) {
                // The stream goes on; what is readable has been read.
                return plain.toString(StandardCharsets.ISO_8859_1);
            }
            return plain.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void theHeadDoesNotWaitForTheBody() throws Exception {
        CountDownLatch headArrived = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + FIRST.length() + "\r\n\r\n");
            connection.flush();
            await(headArrived);
            connection.write(FIRST).flush();
        });
        RawClient client = world.client().send(RawClient.request("GET", "/", Visitors.RUSSIA));
        RawClient.Reception reception = client.begin("GET");
        headArrived.countDown();
        assertThat(new String(reception.body().rest(), StandardCharsets.UTF_8)).contains("data-notice-id");
        assertThat(reception.body().ending().clean()).isTrue();
    }

    @Test
    void serverSentEventsPassOneByOneAndUntouched() throws Exception {
        CountDownLatch firstArrived = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection
                    .chunk("data: <body>1\n\n".getBytes(StandardCharsets.US_ASCII))
                    .flush();
            await(firstArrived);
            connection
                    .chunk("data: <body>2\n\n".getBytes(StandardCharsets.US_ASCII))
                    .write("0\r\n\r\n")
                    .flush();
        });
        RawClient client =
                world.client().send(RawClient.request("GET", "/events", Visitors.RUSSIA, "Accept: text/event-stream"));
        RawClient.Reception reception = client.begin("GET");
        assertThat(reception.body().read(15)).asString().isEqualTo("data: <body>1\n\n");
        firstArrived.countDown();
        assertThat(reception.body().rest()).asString().isEqualTo("data: <body>2\n\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"IDENTITY", "GZIP"})
    void aSlowReaderSlowsTheOriginDown(Coding coding) throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch left = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> endless(connection, coding, written, left));
        RawClient client = world.closing(RawClient.to(world.gateway().port(), 64 << 10))
                .send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept-Encoding: " + coding.token()));
        client.begin("GET").body().read(1000);
        long mostBytes = 32L << 20;
        long settled = settled(written, mostBytes);
        assertThat(settled)
                .as("bytes taken from the origin for a reader who took 1,000")
                .isLessThan(mostBytes);
        client.reset();
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A few kilobytes that expand to 64 MB leave in turns, between which others are served, and arrive whole. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
    void aBombPassesWholeAndLetsOthersPass(Coding coding) throws Exception {
        byte[] page = new byte[64 << 20];
        Arrays.fill(page, (byte) ' ');
        byte[] beginning = FIRST.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(beginning, 0, page, 0, beginning.length);
        byte[] coded = coding.encode(page);
        world.origin()
                .enqueue(OriginReply.status(200)
                        .with("Content-Type", "text/html")
                        .with("Content-Encoding", coding.token())
                        .body(coded));
        RawClient client = world.client()
                .send(RawClient.request("GET", "/", Visitors.RUSSIA, "Accept-Encoding: gzip, br, zstd, deflate"));
        RawClient.Reception reception = client.begin("GET");
        world.origin().enqueue(OriginReply.html("<p>other"));
        assertThat(world.client().get("/other", Visitors.GERMANY).text()).isEqualTo("<p>other");
        byte[] arrived = coding.decode(reception.body().rest());
        assertThat(reception.body().ending().clean()).isTrue();
        NoticeInPage notice = NoticeInPage.of(Arrays.copyOf(arrived, 100_000));
        assertThat(notice.languages()).containsExactly("ru");
        assertThat(arrived.length)
                .isEqualTo(page.length + notice.elements().get(0).length());
    }

    /** A page of 200 MB that does not compress, stopped by the peer alone. */
    private static void endless(OriginConnection connection, Coding coding, AtomicLong written, CountDownLatch left)
            throws IOException {
        try {
            String label = coding == Coding.IDENTITY ? "" : "Content-Encoding: " + coding.token() + "\r\n";
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + label + "Transfer-Encoding: chunked\r\n\r\n");
            java.util.Random random = new java.util.Random(1);
            byte[] block = new byte[64 << 10];
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            OutputStream encoder = coding.encoder(coded);
            encoder.write("<!doctype html><body>".getBytes(StandardCharsets.US_ASCII));
            for (long total = 0; total < 200L << 20; total += block.length) {
                random.nextBytes(block);
                encoder.write(block);
                encoder.flush();
                connection.chunk(coded.toByteArray()).flush();
                written.addAndGet(coded.size());
                coded.reset();
            }
        } finally {
            left.countDown();
        }
    }

    /** The count once it has stood still for half a second, or once it has passed the bound. */
    private static long settled(AtomicLong count, long bound) throws InterruptedException {
        long last = -1;
        CountDownLatch never = new CountDownLatch(1);
        while (count.get() != last && count.get() < bound) {
            last = count.get();
            never.await(500, TimeUnit.MILLISECONDS);
        }
        return count.get();
    }

    @Test
    void aSlowOriginSlowsTheUploadDown() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        world.origin().enqueue(Answer.early((connection, request) -> {
            await(read);
            connection.close();
        }));
        AtomicLong sent = new AtomicLong();
        RawClient client = world.closing(RawClient.to(world.gateway().port(), 0));
        client.send("POST / HTTP/1.1\r\nHost: news.example\r\nContent-Length: 60000000\r\n" + Visitors.GERMANY
                + "\r\n\r\n");
        Thread uploading = new Thread(() -> {
            byte[] block = new byte[64 << 10];
            Arrays.fill(block, (byte) 'x');
            try {
                for (long total = 0; total < 59_000_000; total += block.length) {
                    client.send(block);
                    sent.addAndGet(block.length);
                }
            } catch (java.io.UncheckedIOException e) {
                // The gateway has given up, as it should once the origin has.
                return;
            }
        });
        uploading.start();
        long settled = settled(sent, 40L << 20);
        read.countDown();
        uploading.join();
        assertThat(settled).as("bytes taken for an origin that reads none").isLessThan(40L << 20);
    }
}
