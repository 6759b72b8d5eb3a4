package io.geocompliance.gateway.response;

import java.util.List;
import java.util.Optional;
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

    /** Adds what the preset asks for; where the body can't carry the notice, its link is what is left of the duty. */
    static void add(Edits edits, Fields response, Verdict verdict, String language) {
        Optional<NoticeVariant> notice = verdict.treatment().notice();
        if (notice.isEmpty() || isPresent(response)) {
            return;
        }
        NoticeVariant due = notice.get();
        boolean preset = due.preset() == NoticeVariant.Preset.DEFAULT;
        if (preset || verdict.treatment().kind() == Treatment.Kind.LINKED) {
            edits.append("Link", link(due, language, "", "terms-of-service"));
        }
        if (preset) {
            edits.append("Link", link(due, language, "/plain", "help"));
        }
    }

    private static String link(NoticeVariant notice, String language, String form, String relation) {
        String target = HeaderPolicy.OWN_PAGES + notice.id() + "/" + language + form;
        return "<" + target + ">; rel=\"" + relation + "\"; hreflang=\"" + language + "\"";
    }

    private static boolean isTerms(String link) {
        int end = link.indexOf('>');
        return end > 0
                && link.startsWith("<" + HeaderPolicy.OWN_PAGES)
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
