package io.geocompliance.gateway.response;

import io.geocompliance.gateway.notice.Notices;
import java.util.List;
import java.util.regex.Pattern;

/** The links to the gateway's own pages: in every page with a notice, and the sign by which an instance knows another's work. */
final class NoticeLinks {

    private static final Pattern TERMS =
            Pattern.compile("(?i)rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?terms-of-service(?:\\s[^\"]*)?\"|terms-of-service)");

    private NoticeLinks() {}

    /** Whether an instance of this gateway before us has linked its notice. */
    static boolean isPresent(Fields response) {
        return links(response).stream().anyMatch(NoticeLinks::isTerms);
    }

    /** Adds the link to the notice's page, and what else the preset asks for; not a second time. */
    static void add(Edits edits, Fields response, NoticeVariant notice, String language) {
        if (isPresent(response)) {
            return;
        }
        edits.append("Link", link(notice, language, "", "terms-of-service"));
        if (notice.preset() == NoticeVariant.Preset.DEFAULT) {
            edits.append("Link", link(notice, language, "/plain", "help"));
        }
    }

    private static String link(NoticeVariant notice, String language, String form, String relation) {
        String target = Notices.OWN_PAGES + notice.id() + "/" + language + form;
        return "<" + target + ">; rel=\"" + relation + "\"; hreflang=\"" + language + "\"";
    }

    private static boolean isTerms(String link) {
        int end = link.indexOf('>');
        return end > 0
                && link.startsWith("<" + Notices.OWN_PAGES)
                && FieldValues.split(link.substring(end + 1), ';').stream()
                        .anyMatch(parameter -> TERMS.matcher(parameter).matches());
    }

    /** Commas inside of a target are legal, so a list of links is not split at those. */
    private static List<String> links(Fields response) {
        return response.all("Link").stream()
                .flatMap(line -> Pattern.compile(",\\s*(?=<)").splitAsStream(line))
                .map(FieldValues::trim)
                .toList();
    }
}
