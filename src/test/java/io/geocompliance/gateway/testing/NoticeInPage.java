package io.geocompliance.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notices in a page's bytes, found by what every one begins with; of no use on pages that talk about notices.
 *
 * @param elements every one, as its bytes in ASCII
 * @param without the page's bytes without them
 */
public record NoticeInPage(List<String> elements, byte[] without) {

    private static final Pattern NOTICE =
            Pattern.compile("<aside class=\"geo-compliance-notice\" data-notice-id=\".*?</aside>", Pattern.DOTALL);

    private static final Pattern LANGUAGE = Pattern.compile(" lang=\"([^\"]*)\"");

    /** One char per byte, so that any character encoding survives. */
    public static NoticeInPage of(byte[] page) {
        String octets = new String(page, StandardCharsets.ISO_8859_1);
        Matcher matcher = NOTICE.matcher(octets);
        List<String> elements = new ArrayList<>();
        while (matcher.find()) {
            elements.add(matcher.group());
        }
        return new NoticeInPage(List.copyOf(elements), matcher.replaceAll("").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Languages of the notices, in their order. */
    public List<String> languages() {
        return elements.stream()
                .map(element -> {
                    Matcher language = LANGUAGE.matcher(element);
                    return language.find() ? language.group(1) : "";
                })
                .toList();
    }
}
