package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawHttp2Client;
import io.geocompliance.gateway.testing.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Floods that HTTP/2 makes cheap for whoever sends them: the connection is closed, and everybody else is served. */
class Http2FloodTest {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int CANCEL = 8;
    private static final int END_STREAM = 1;

    /** No honest visitor sends as many of the kind; each flood has to be stopped before its end. */
    private static final int MOST = 400_000;

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(yaml -> {
        certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[" + certificate.listener() + "]");
    });

    private static RawHttp2Client visitor() {
        return world.closing(RawHttp2Client.to(world.gateway().port(), certificate.trust()));
    }

    /** Sends until the connection is closed, then looks whether another visitor is served, as one was before. */
    private static void flood(BiConsumer<RawHttp2Client, Integer> frames) {
        world.origin().answer(OriginReply.status(200).body("ok"));
        RawHttp2Client other = visitor();
        assertThat(other.get(1, "/").outcome(1)).isEqualTo("200");
        RawHttp2Client attacker = visitor();
        int sent = 0;
        while (sent < MOST && attacker.isOpen()) {
            frames.accept(attacker, sent++);
        }
        assertThat(sent).as("frames until the connection was closed").isLessThan(MOST);
        assertThat(other.get(3, "/").outcome(3)).isEqualTo("200");
        assertThat(visitor().get(1, "/").outcome(1)).isEqualTo("200");
    }

    @Test
    void streamsThatAreResetAsSoonAsTheyAreOpen() {
        flood((attacker, number) -> {
            int stream = 2 * number + 1;
            attacker.get(stream, "/").frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
        });
    }

    @Test
    void aHeadThatNeverEnds() {
        byte[] field = {0, 1, 'x', 1, 'y'};
        flood((attacker, number) -> {
            if (number == 0) {
                attacker.frame(HEADERS, END_STREAM, 1, field);
            } else {
                attacker.frame(CONTINUATION, 0, 1, field);
            }
        });
    }

    @Test
    void aHeadOfEmptyParts() {
        flood((attacker, number) -> attacker.frame(number == 0 ? HEADERS : CONTINUATION, 0, 1, new byte[0]));
    }

    @Test
    void pingsWhoseAnswersNobodyReads() {
        flood((attacker, number) -> attacker.frame(PING, 0, 0, new byte[8]));
    }

    @Test
    void settingsWhoseAnswersNobodyReads() {
        flood((attacker, number) -> attacker.frame(SETTINGS, 0, 0, new byte[0]));
    }

    @Test
    void streamsOfARequestThatIsRefused() {
        flood((attacker, number) -> {
            int stream = 2 * number + 1;
            attacker.headers(stream, true, List.of(":method=GET", ":scheme=https", ":path=/", "bad name=x"));
        });
    }
}
