package io.geocompliance.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "127.1",
                "2130706433",
                "1.2.3",
                "010.8.8.8",
                "1.2.3.04",
                "1.2.3.256",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..2.3",
                "1.2.3.4.5",
                "0x7f.0.0.1",
                "1.2.3.4:80",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.1000",
                "unknown",
                "_hidden",
                "localhost",
                "١.٢.٣.٤",
                "fe80::1%eth0",
                "fe80::1%25eth0",
                "[::1]",
                "::1.2.3.4",
                "::0.0.0.1",
                "0:0:0:0:0:0:1.2.3.4",
                ":",
                ":::",
                "::1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7:8:",
                "12345::",
                "::g",
                "::ffff:1.2.3",
                "::ffff:1.2.3.04",
                "::ffff:1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1/128",
                "::１",
                "2001:db8::1:443:1:2:3:4:5",
                "0000:0000:0000:0000:0000:0000:255.255.255.2550"
            })
    void nothingElseIsAnAddress(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "5.255.255.70, 5.255.255.70",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:443, 2001:db8::1:443",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::102:304, ::102:304",
        "::ffff:1.2.3.4, ::ffff:1.2.3.4",
        "::ffff:102:304, ::ffff:1.2.3.4",
        "64:ff9b::1.2.3.4, 64:ff9b::1.2.3.4",
        "2001:db8:1:2:3:4:1.2.3.4, 2001:db8:1:2:3:4:102:304",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void literalsAreReadAndWrittenAsRfc5952(String text, String expected) {
        assertThat(AddressLiteral.parse(text).map(AddressLiteral::format)).contains(expected);
    }

    @Test
    void everyAddressSurvivesWritingAndReading() {
        long seed = Long.getLong("client.seed", System.nanoTime());
        System.out.println("-Dclient.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            // Zeroed groups, so that runs of zeros of every length and place come up.
            long high = random.nextLong() & mask(random);
            long low = random.nextLong() & mask(random);
            IpAddress address = random.nextInt(4) == 0 ? IpAddress.v4((int) low) : IpAddress.v6(high, low);
            assertThat(AddressLiteral.parse(AddressLiteral.format(address))).contains(address);
        }
    }

    private static long mask(Random random) {
        long mask = 0;
        for (int group = 0; group < 4; group++) {
            mask = mask << 16 | (random.nextBoolean() ? 0xFFFF : 0);
        }
        return mask;
    }

    @Test
    void anAddressSaysNothingOfItselfWhenPrinted() {
        assertThat(new ClientAddress.Known(IpAddress.v4(0x05FFFF46)).toString()).doesNotContainPattern("[0-9]{2}");
    }
}
