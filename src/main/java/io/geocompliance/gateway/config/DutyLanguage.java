package io.geocompliance.gateway.config;

import io.geocompliance.gateway.rules.Duties;
import io.geocompliance.gateway.rules.Duty;
import io.geocompliance.gateway.rules.HeaderChanges;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How {@code then:} is written: what is due under a rule. */
final class DutyLanguage {

    /** What is due, and where the notices it names are written. */
    record Said(Duties duties, List<Located<String>> notices) {}

    /** A duty, and where the notice it names is written, if it names one. */
    private record Named(Duty duty, Optional<Located<String>> notice) {}

    private static final Key<Located<String>> NOTICE = Key.optional(
            "notice",
            Located.of(Scalars.NAME),
            "The id of a notice to put into pages: the name of its directory. Absent: none.");
    private static final Key<Duty.Accessibility> ACCESSIBILITY = Key.defaulted(
            "accessibility",
            Scalar.oneOf(Map.of("default", Duty.Accessibility.DEFAULT, "off", Duty.Accessibility.OFF)),
            "default",
            "The accessibility header preset of a notice: `default` links the notice's own pages and fills a missing"
                    + " Content-Language; `off` leaves the headers alone.");

    private static final Scalar<String> LANGUAGE = Scalar.matching(
            "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", "a language tag such as en or pt-BR", language -> language);

    /** A notice's id, or sentences by language. */
    private static final Shape<Reason> REASON_SHAPE = new Shape<>() {

        private static final String EXPECTED = "a notice's id, or a sentence for each language such as {en: …, ru: …}";
        private static final Shape<Located<String>> ID =
                Located.of(new Scalar<>(EXPECTED, Scalars.NAME.literal(), Scalars.NAME.parse()));
        private static final MapOf<String> SENTENCES = new MapOf<>("sentences by language", LANGUAGE, Scalars.TEXT);

        @Override
        public Optional<Reason> read(Yaml yaml, Reading reading) {
            if (yaml instanceof Yaml.Mapping mapping && !mapping.entries().isEmpty()) {
                return SENTENCES.read(yaml, reading).map(Reason::of);
            }
            return yaml instanceof Yaml.Text ? ID.read(yaml, reading).map(Reason::of) : refuse(yaml, reading);
        }

        @Override
        public String expected() {
            return EXPECTED;
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> sentences = new TreeMap<>(SENTENCES.schema()); // sorted: the same bytes each time
            sentences.put("minProperties", 1);
            return Map.of("anyOf", List.of(ID.schema(), sentences));
        }
    };

    /** Why a visit is blocked. */
    private record Reason(Duty.Why why, Optional<Located<String>> notice) {

        static Reason of(Located<String> notice) {
            return new Reason(new Duty.Why.OfNotice(notice.value()), Optional.of(notice));
        }

        static Reason of(List<MapOf.Named<String>> sentences) {
            Map<String, String> byLanguage = new LinkedHashMap<>();
            sentences.forEach(sentence -> byLanguage.put(
                    sentence.name(), sentence.value().orElse("(not read)"))); // a problem keeps it out of force
            return new Reason(new Duty.Why.Text(byLanguage), Optional.empty());
        }
    }

    private static final Key<URI> BY = Key.required(
            "by",
            Scalars.PAGE,
            "The page of whoever carries the block out: `Link` with `rel=\"blocked-by\"` (RFC 7725), and on the 451 page.");
    private static final Key<Reason> REASON = Key.required(
            "reason",
            REASON_SHAPE,
            "Why, on the 451 page: the id of a notice, shown in full, or a sentence for each language. Readers of none of them"
                    + " get the first.");
    private static final Section<Named> BLOCKED = Section.of(
            "a block such as {by: https://news.example/legal, reason: sanctions}", List.of(BY, REASON), fields -> {
                Reason reason = fields.get(REASON);
                return new Named(new Duty.Block(fields.get(BY), reason.why()), reason.notice());
            });

    private static final Key<URI> TO = Key.required(
            "to",
            Scalars.TARGET,
            "Where to: absolute, or a path on the same site. The same for everybody; nothing of the request gets into it.");
    private static final Key<Integer> STATUS = Key.defaulted(
            "status",
            new Scalar<>(
                    "302, 303 or 307",
                    Map.of("enum", List.of(302, 303, 307)),
                    text -> text.matches("302|303|307") ? Optional.of(Integer.valueOf(text)) : Optional.empty()),
            "302",
            "302; 303 to ask for the target with GET; 307 to keep method and body. Never permanent: a browser would keep it.");
    private static final Section<Named> REDIRECTED = Section.of(
            "a redirect such as {to: https://news.example/legal}",
            List.of(TO, STATUS),
            fields -> new Named(new Duty.Redirect(fields.get(TO), fields.get(STATUS)), Optional.empty()));

    private static final Key<Named> BLOCK = Key.optional(
            "block",
            BLOCKED,
            "Answer 451 instead of the site, on every type of content; the origin is not asked. Never on doubt: `on` must say"
                    + " `skip` four times. Goes before redirects and notices of other rules.");
    private static final Key<Named> REDIRECT = Key.optional(
            "redirect",
            REDIRECTED,
            "Send the visitor elsewhere, on every type of content; the origin is not asked. Goes before notices of other rules.");
    private static final Key<HeaderLanguage.Said> HEADERS = Key.optional(
            "headers",
            HeaderLanguage.EDITS,
            "Header fields to edit, beside what else is due, or alone; alone it does not keep other rules from deciding.");

    /** All that is due under a rule. */
    static final Section<Said> THEN = new Section<>(
            "what is due, such as {notice: ru-undesirable}",
            List.of(NOTICE, ACCESSIBILITY, BLOCK, REDIRECT, HEADERS),
            Map.of("minProperties", 1),
            DutyLanguage::build);

    private DutyLanguage() {}

    private static Optional<Said> build(Fields fields) {
        List<Named> main = new ArrayList<>();
        fields.find(NOTICE)
                .map(id -> new Named(new Duty.Notice(id.value(), fields.get(ACCESSIBILITY)), Optional.of(id)))
                .ifPresent(main::add);
        fields.find(BLOCK).ifPresent(main::add);
        fields.find(REDIRECT).ifPresent(main::add);
        Optional<HeaderLanguage.Said> headers = fields.find(HEADERS);
        boolean unread = fields.mapping().entries().keySet().stream()
                .anyMatch(List.of("notice", "block", "redirect", "headers")::contains);
        if (main.isEmpty() && headers.isEmpty()) {
            if (!unread) { // else what stands there has its own problem
                fields.reading()
                        .problems()
                        .error(
                                fields.mapping().position(),
                                "nothing is due here; expected notice, block, redirect or headers.");
            }
            return Optional.empty();
        }
        if (main.size() > 1) {
            fields.reading()
                    .problems()
                    .error(
                            fields.mapping().position(),
                            "notice, block and redirect exclude each other in one rule; write a rule for each.");
        }
        if (fields.find(NOTICE).isEmpty() && fields.mapping().entries().containsKey(ACCESSIBILITY.name())) {
            fields.error(ACCESSIBILITY, "\"accessibility\" goes with a notice, and this rule has none.");
        }
        return Optional.of(new Said(
                new Duties(
                        main.stream().map(Named::duty).findFirst(),
                        headers.map(HeaderLanguage.Said::request).orElse(HeaderChanges.NONE),
                        headers.map(HeaderLanguage.Said::response).orElse(HeaderChanges.NONE)),
                main.stream().flatMap(named -> named.notice().stream()).toList()));
    }
}
