package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Chromium;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few hundred of the grammar's pages judged by a browser itself, where standard, judge and browser might differ. */
@Tag("browser")
class ChromiumFuzzTest {

    private static final int PAGES = 400;

    /** Writes both pages into frames, with scripting, and takes the notice out of one; empty where they are alike then. */
    private static final String FAULT = """
            const tree = encoded => {
                const frame = document.body.appendChild(document.createElement('iframe'));
                const bytes = Uint8Array.from(atob(encoded), c => c.charCodeAt(0));
                const page = frame.contentDocument;
                page.open();
                page.write(new TextDecoder().decode(bytes));
                page.close();
                frame.remove();
                return page;
            };
            const original = tree('%s'), output = tree('%s');
            const notices = output.querySelectorAll('[data-notice-id]');
            if (notices.length != 1) return notices.length + ' notices';
            if (output.body.firstChild !== notices[0]) return 'the notice is not the first of body';
            notices[0].remove();
            original.normalize();
            output.normalize();
            if (original.compatMode != output.compatMode) return 'the mode differs';
            return original.isEqualNode(output) ? '' : 'the rest of the tree differs';
            """;

    @TempDir
    Path profile;

    @Test
    void noticeIsRightInChromium() {
        long seed = Long.getLong("fuzz.seed", 20261125);
        System.out.println("ChromiumFuzzTest: seed " + seed);
        try (Chromium chromium = Chromium.start(profile)) {
            chromium.open("about:blank");
            List<String> faults = LongStream.iterate(seed, each -> each + 1)
                    .filter(each -> Pages.inject(PageGrammar.page(each)).outcome() instanceof Outcome.Injected)
                    .filter(each -> !isReplacementCharacter(PageGrammar.page(each)))
                    .limit(PAGES)
                    .mapToObj(each -> each + ": " + fault(chromium, PageGrammar.page(each)))
                    .filter(fault -> !fault.endsWith(": "))
                    .toList();
            assertThat(faults).isEmpty();
        }
    }

    /** Decision 0004: to Chromium alone U+FFFD is no text that keeps a frameset out. */
    private static boolean isReplacementCharacter(byte[] page) {
        return new String(page, StandardCharsets.UTF_8).matches("(?is).*(&#0|\uFFFD).*<frameset.*");
    }

    private static String fault(Chromium chromium, byte[] page) {
        Base64.Encoder base64 = Base64.getEncoder();
        return (String) chromium.evaluate(FAULT.formatted(
                base64.encodeToString(page),
                base64.encodeToString(Pages.inject(page).output())));
    }
}
