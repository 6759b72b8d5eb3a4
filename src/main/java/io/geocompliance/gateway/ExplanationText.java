package io.geocompliance.gateway;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Rule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** An explanation as JSON for programs and as text for people; both say the same. */
public final class ExplanationText {

    private ExplanationText() {}

    public static JsonObject json(Explanation explanation) {
        JsonObject json = new JsonObject()
                .put("address", explanation.address().orElse(null))
                .put("place", place(explanation.ruling().place()))
                .put("sources", EvidenceText.sources(explanation.geo()))
                .put("network", EvidenceText.network(explanation.geo()))
                .put("regions", EvidenceText.regions(explanation.geo()));
        JsonArray rules = new JsonArray();
        explanation
                .rules()
                .forEach(verdict -> rules.add(new JsonObject()
                        .put("rule", verdict.rule().id())
                        .put("mode", lower(verdict.rule().mode()))
                        .put("finding", lower(verdict.finding()))
                        .put("words", verdict.inWords())));
        json.put("rules", rules).put("decision", decision(explanation.ruling().decision()));
        explanation.notice().ifPresent(chosen -> json.put("notice", notice(explanation, chosen)));
        return json.put("requestEdits", edits(explanation.requestEdits()))
                .put("responseEdits", edits(explanation.responseEdits()));
    }

    public static String text(Explanation explanation) {
        JsonObject json = json(explanation);
        StringBuilder text = new StringBuilder();
        line(text, "Address", explanation.address().orElse("can't be established"));
        line(text, "Place", place(json.getJsonObject("place")));
        EvidenceText.lines(json).forEach((name, words) -> words.forEach(each -> line(text, name, each)));
        each(
                json,
                "rules",
                rule -> line(
                        text,
                        "Rule",
                        rule.getString("rule") + " (" + rule.getString("mode") + ") " + rule.getString("words")));
        line(text, "Decision", json.getJsonObject("decision").getString("words"));
        explanation.notice().ifPresent(chosen -> line(text, "Notice", noticeWords(json.getJsonObject("notice"))));
        each(json, "requestEdits", edit -> line(text, "To the origin", edit.getString("words")));
        each(json, "responseEdits", edit -> line(text, "To the visitor", edit.getString("words")));
        return text.toString();
    }

    private static JsonObject notice(Explanation explanation, Explanation.Chosen chosen) {
        NoticeEdition edition = explanation.ruling().notice().orElseThrow();
        return new JsonObject()
                .put("id", edition.notice().id())
                .put("version", edition.notice().version())
                .put("language", chosen.fragment().language())
                .put("languageBy", lower(chosen.cause()))
                .put("sha256", chosen.fragment().sha256())
                .put("page", edition.pagePath(chosen.fragment().language()));
    }

    private static String noticeWords(JsonObject notice) {
        return notice.getString("id") + " version " + notice.getInteger("version") + " in "
                + notice.getString("language") + " (by "
                + notice.getString("languageBy") + "; a page's own language comes first), sha256 "
                + notice.getString("sha256");
    }

    private static void each(JsonObject json, String name, java.util.function.Consumer<JsonObject> write) {
        json.getJsonArray(name).forEach(element -> write.accept((JsonObject) element));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-16s %s%n", name, value));
    }

    private static JsonObject place(Place place) {
        if (place instanceof Place.Unknown unknown) {
            return new JsonObject().put("kind", lower(unknown.reason()));
        }
        Place.Known known = (Place.Known) place;
        return new JsonObject()
                .put("kind", "known")
                .put("label", known.label())
                .put("regions", new JsonArray(known.regions().stream().sorted().toList()))
                .put("sources", new JsonArray(known.sources()));
    }

    private static String place(JsonObject place) {
        return place.getString("kind").equals("known")
                ? place.getString("label") + ", in regions "
                        + place.getJsonArray("regions").encode() + ", says "
                        + place.getJsonArray("sources").encode()
                : place.getString("kind");
    }

    private static JsonObject decision(Decision decision) {
        JsonObject json = new JsonObject().put("kind", lower(decision.action()));
        JsonArray editing = new JsonArray();
        decision.editing().map(Rule::id).forEach(editing::add);
        json.put("headersBy", editing);
        if (decision instanceof Decision.PassThrough pass) {
            return json.put("kind", "pass-through")
                    .put("reason", lower(pass.reason()))
                    .put(
                            "words",
                            pass.reason() == Decision.Reason.HEADERS_ONLY
                                    ? "only header fields are edited"
                                    : "nothing is due: " + lower(pass.reason()));
        }
        if (decision instanceof Decision.Block block) {
            json.put("status", 451).put("blockedBy", block.duty().by().toString());
        } else if (decision instanceof Decision.Redirect redirect) {
            json.put("status", redirect.duty().status())
                    .put("location", redirect.duty().to().toString());
        }
        Rule rule = decision.decidedBy().orElseThrow();
        String due = rule.duties().main().orElseThrow().inWords();
        return json.put("rule", rule.id()).put("words", due + ", says rule " + rule.id());
    }

    private static JsonArray edits(List<HeaderEdit> edits) {
        JsonArray array = new JsonArray();
        edits.forEach(edit -> {
            JsonObject json = new JsonObject().put("name", edit.name());
            if (edit instanceof HeaderEdit.Set set) {
                json.put("edit", "set").put("value", set.value()).put("words", edit.name() + ": " + set.value());
            } else if (edit instanceof HeaderEdit.Append append) {
                json.put("edit", "append")
                        .put("value", append.value())
                        .put("words", "add " + edit.name() + ": " + append.value());
            } else {
                json.put("edit", "remove").put("words", "remove " + edit.name());
            }
            array.add(json);
        });
        return array;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
