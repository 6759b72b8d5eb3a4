package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays one script, visit by visit, on one gateway; used once, by one thread. */
final class ExchangeRun {

    /** In a script's body: where the notice must stand. */
    private static final String PLACE = "▲";

    private static final Pattern EARLIER_FIELD = Pattern.compile("\\{([A-Za-z-]+)}");

    /** A status that no script uses. */
    private static final int LAST_VISIT_STATUS = 418;

    private static final String LAST_VISIT = "\"st\":" + LAST_VISIT_STATUS;

    private final ExchangeScript script;
    private final OriginServer origin;
    private final ScriptGateways gateways;
    private final List<String> addresses = new ArrayList<>();
    private TestGateway gateway;
    private int recordsBefore;
    private Optional<Iterator<String>> records = Optional.empty();
    private Page page = Page.NONE;
    private RawResponse response;

    /** A page as the origin serves it, before its coding. */
    private record Page(byte[] bytes, Optional<Integer> place) {

        static final Page NONE = new Page(new byte[0], Optional.empty());

        static Page of(String text, Charset charset) {
            int place = text.indexOf(PLACE);
            if (place < 0) {
                return new Page(text.getBytes(charset), Optional.empty());
            }
            byte[] before = text.substring(0, place).getBytes(charset);
            return new Page(text.replace(PLACE, "").getBytes(charset), Optional.of(before.length));
        }
    }

    ExchangeRun(ExchangeScript script, OriginServer origin, ScriptGateways gateways) {
        this.script = script;
        this.origin = origin;
        this.gateways = gateways;
    }

    void play() {
        origin.forget();
        List<ExchangeScript.Entry> settings = script.steps().stream()
                .filter(step -> step.keyword() == ExchangeScript.Keyword.GATEWAY)
                .flatMap(step -> step.entries().stream())
                .toList();
        gateway = gateways.with(settings);
        recordsBefore = gateway.decisions(0).size();
        try (RawClient client = gateway.client()) {
            for (ExchangeScript.Step step : script.steps()) {
                try {
                    play(step, client);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(script.name() + ":" + step.line() + ": " + e.getMessage(), e);
                }
            }
            if (records.isEmpty()) {
                // Or the next script on this gateway would find them.
                awaitOwnRecords(client);
            }
        }
        assertThat(origin.failures()).isEmpty();
    }

    private void play(ExchangeScript.Step step, RawClient client) {
        switch (step.keyword()) {
            case GATEWAY -> assertThat(step.entries()).isNotEmpty();
            case ORIGIN -> origin.enqueue(reply(step));
            case VISIT -> visit(step, client);
            case SENT -> sent(step);
            case EXPECT -> expect(step);
            case AUDIT -> audit(step, client);
        }
    }

    private OriginReply reply(ExchangeScript.Step step) {
        Charset charset = Charset.forName(step.direction("charset").orElse("UTF-8"));
        page = step.body().map(text -> Page.of(text, charset)).orElse(Page.NONE);
        OriginReply reply =
                OriginReply.status(Integer.parseInt(step.words()[2])).body(page.bytes());
        for (ExchangeScript.Entry field : step.fields()) {
            reply = reply.with(field.key(), field.value());
        }
        for (ExchangeScript.Entry direction : step.directions()) {
            reply = directed(reply, direction);
        }
        return reply;
    }

    private static OriginReply directed(OriginReply reply, ExchangeScript.Entry direction) {
        return switch (direction.key()) {
            case "charset" -> reply;
            case "coding" -> reply.coded(Coding.of(direction.value()));
            case "chunks" ->
                reply.chunked(
                        direction.value().equals("whole")
                                ? Cut.whole()
                                : Cut.every(Integer.parseInt(direction.value())));
            case "interim" -> reply.after(103, direction.value());
            case "trailer" -> {
                Fields trailer = Fields.of(direction.value());
                yield reply.trailer(
                        trailer.lines().get(0).name(), trailer.lines().get(0).value());
            }
            default -> throw new IllegalArgumentException("no such direction to an origin: " + direction.key());
        };
    }

    private void visit(ExchangeScript.Step step, RawClient client) {
        String[] words = step.words();
        List<String> lines = new ArrayList<>();
        if (words.length == 4) {
            addresses.add(words[3]);
            lines.add("X-Forwarded-For: " + words[3]);
        }
        step.entries().forEach(field -> lines.add(field.key() + ": " + withEarlierFields(field.value())));
        response = client.exchange(words[0], words[1], lines.toArray(String[]::new));
        assertThat(response.ending().clean()).as("a body that ended cleanly").isTrue();
    }

    private String withEarlierFields(String value) {
        Matcher matcher = EARLIER_FIELD.matcher(value);
        return matcher.replaceAll(found ->
                Matcher.quoteReplacement(response.fields().first(found.group(1)).orElseThrow()));
    }

    private void sent(ExchangeScript.Step step) {
        if (step.argument().equals("nothing")) {
            assertThat(origin.pollRequest(Duration.ofMillis(100))).isEmpty();
            return;
        }
        RecordedRequest request = origin.takeRequest();
        assertThat(request.requestLine()).isEqualTo(step.argument() + " HTTP/1.1");
        step.entries().forEach(entry -> expectField(request.fields(), entry));
    }

    private void expect(ExchangeScript.Step step) {
        assertThat(response.status()).as("status").isEqualTo(Integer.parseInt(step.argument()));
        step.fields().forEach(entry -> expectField(response.fields(), entry));
        for (ExchangeScript.Entry direction : step.directions()) {
            String value = direction.value();
            switch (direction.key()) {
                case "notice" -> expectNotice(value);
                case "body" -> expectBody(value);
                case "interim" ->
                    assertThat(response.interim())
                            .singleElement()
                            .satisfies(hint -> Fields.of(value)
                                    .lines()
                                    .forEach(field -> assertThat(hint.fields().all(field.name()))
                                            .containsExactly(field.value())));
                case "trailer" -> assertThat(response.trailers()).isEqualTo(Fields.of(value));
                default -> throw new IllegalArgumentException("no such expectation: " + direction.key());
            }
        }
    }

    private void expectBody(String value) {
        if (value.equals("empty")) {
            assertThat(response.body()).isEmpty();
        } else if (value.equals("the origin's")) {
            assertThat(response.content()).isEqualTo(page.bytes());
        } else {
            assertThat(response.text()).contains(value);
        }
    }

    private void expectNotice(String language) {
        NoticeInPage notice = NoticeInPage.of(response.content());
        assertThat(notice.without()).as("the page without the notice").isEqualTo(page.bytes());
        if (language.equals("none")) {
            assertThat(notice.elements()).isEmpty();
            return;
        }
        assertThat(notice.languages()).containsExactly(language);
        int place = page.place().orElseThrow(() -> new AssertionError("the page says no place for its notice"));
        String element = notice.elements().get(0);
        byte[] there = Arrays.copyOfRange(response.content(), place, place + element.length());
        assertThat(new String(there, StandardCharsets.ISO_8859_1)).isEqualTo(element);
    }

    private static void expectField(Fields fields, ExchangeScript.Entry expected) {
        Optional<String> actual =
                fields.first(expected.key()).map(first -> String.join(", ", fields.all(expected.key())));
        if (expected.value().equals("absent")) {
            assertThat(actual).as(expected.key()).isEmpty();
        } else if (expected.value().startsWith("~")) {
            assertThat(actual.orElse("(absent)"))
                    .as(expected.key())
                    .matches(expected.value().substring(1));
        } else {
            assertThat(actual.orElse("(absent)")).as(expected.key()).isEqualTo(expected.value());
        }
    }

    private void audit(ExchangeScript.Step step, RawClient client) {
        Iterator<String> unread = records.orElseGet(() -> records(client));
        records = Optional.of(unread);
        if (!step.argument().equals("nothing")) {
            expectRecord(unread.next(), step.argument());
        }
    }

    /** All records of the script, no more and no fewer than it names: the record of one more visit comes after them. */
    private Iterator<String> records(RawClient client) {
        List<String> own = awaitOwnRecords(client);
        long expected = script.steps().stream()
                .filter(step -> step.keyword() == ExchangeScript.Keyword.AUDIT)
                .filter(step -> !step.argument().equals("nothing"))
                .count();
        assertThat(own).as("records of decisions").hasSize((int) expected);
        return own.iterator();
    }

    private List<String> awaitOwnRecords(RawClient client) {
        origin.enqueue(OriginReply.html("<p>end").withStatus(LAST_VISIT_STATUS));
        client.get("/end-of-script", "X-Forwarded-For: 8.8.8.8", "Accept: text/html");
        return gateway.decisionsUntil(recordsBefore, LAST_VISIT);
    }

    private void expectRecord(String line, String expectation) {
        assertThat(addresses).noneMatch(line::contains);
        for (String part : expectation.split(" *· *")) {
            String[] words = part.split(" +", 2);
            String field = switch (words[0]) {
                case "rule" -> "\"rule\":\"" + words[1] + "\"";
                case "no" -> "\"rule\":null";
                case "because" -> "\"why\":\"" + words[1] + "\"";
                case "region" -> "\"reg\":\"" + words[1] + "\"";
                case "language" -> "\"lang\":\"" + words[1] + "\"";
                case "status" -> "\"st\":" + words[1];
                default -> "\"out\":\"" + part + "\"";
            };
            assertThat(line).contains(field);
        }
    }
}
