package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks a log what auditors ask, in one pass that verifies what it reads. */
public final class Reports {

    private static final Map<String, Function<String, Question>> QUESTIONS = questions();

    private Reports() {}

    private static Map<String, Function<String, Question>> questions() {
        Map<String, Function<String, Question>> questions = new LinkedHashMap<>();
        questions.put("coverage", at -> new CoverageQuestion());
        questions.put("exceptions", at -> new ExceptionsQuestion());
        questions.put("gaps", at -> new GapsQuestion());
        questions.put("in-force", InForceQuestion::new);
        questions.put("rollout-lag", at -> new RolloutLagQuestion());
        questions.put("custody", at -> new CustodyQuestion());
        questions.put("unknown-share", at -> new UnknownShareQuestion());
        return questions;
    }

    /** Every report's name, in the order of a page that holds all. */
    public static List<String> names() {
        return List.copyOf(QUESTIONS.keySet());
    }

    /**
     * What is asked.
     *
     * @param names of reports
     * @param at a minute for in-force, such as 2026-03-01T12:00Z; empty for the whole time
     */
    public record Asked(List<String> names, String at) {}

    /** The verification, and the report if the lines hold; what does not hold is not reported on. */
    public record Answered(Verification found, Report report) {}

    /** Reads the whole log once; the visitor sees each line too. */
    public static Answered ask(Path log, LogVerifier verifier, Asked asked, VerifiedLine.Visitor progress)
            throws IOException {
        List<Question> questions =
                asked.names().stream().map(name -> question(name, asked.at())).toList();
        Verification found = verifier.verify(log, line -> {
            progress.line(line);
            for (Question question : questions) {
                question.line(line);
            }
        });
        List<Section> sections = found.isIntact()
                ? questions.stream().map(question -> question.answer(found)).toList()
                : List.of();
        return new Answered(found, new Report(sections, found));
    }

    static Question question(String name, String at) {
        Function<String, Question> question = QUESTIONS.get(name);
        if (question == null) {
            throw new IllegalArgumentException("There is no report " + name + ": " + String.join(", ", names()) + ".");
        }
        return question.apply(at);
    }
}
