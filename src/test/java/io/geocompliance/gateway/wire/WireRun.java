package io.geocompliance.gateway.wire;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays cases on any server in front of a recording origin. Connections stay open until every case has been played: a server that
 * lingers before it closes lingers once, and what arrives late at the origin is found at the end.
 */
public final class WireRun implements AutoCloseable {

    private static final Duration ARRIVES = Duration.ofSeconds(10);

    private final int port;
    private final OriginServer origin;
    private final Duration answerPatience;
    private final List<RawClient> clients = new ArrayList<>();
    private final Map<WireCase, Sighting> sightings = new LinkedHashMap<>();
    private final List<RecordedRequest> late = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private WireRun(int port, OriginServer origin, Duration answerPatience) {
        this.port = port;
        this.origin = origin;
        this.answerPatience = answerPatience;
    }

    /**
     * Plays all cases.
     *
     * @param answerPatience after which no answer is an answer, and an open connection stays open
     */
    public static WireRun of(List<WireCase> cases, int port, OriginServer origin, Duration answerPatience) {
        try (WireRun run = new WireRun(port, origin, answerPatience)) {
            cases.forEach(run::play);
            for (int index = 0; index < cases.size(); index++) {
                run.sightings.computeIfPresent(cases.get(index), run.withFate(run.clients.get(index)));
            }
            run.route(run.arrived(), Optional.empty());
            run.failures.addAll(origin.failures());
            return run;
        }
    }

    public Sighting of(WireCase played) {
        return sightings.get(played);
    }

    /** What reached the origin after its case had been answered. */
    public List<RecordedRequest> late() {
        return late;
    }

    /** What the origin could not make sense of. */
    public List<Throwable> failures() {
        return failures;
    }

    private void play(WireCase played) {
        route(arrived(), Optional.empty());
        failures.addAll(origin.failures());
        origin.forget();
        origin.answer(played.reply()
                .<Answer>map(WireRun::answer)
                .orElse(OriginReply.status(200).body("ok")));
        RawClient client = RawClient.to(port);
        clients.add(client);
        List<RawResponse> answers = new ArrayList<>();
        for (WireCase.Step step : played.steps()) {
            if (step instanceof WireCase.Send send) {
                send(client, send.octets());
            } else if (step instanceof WireCase.Receive receive) {
                receive(client, receive).ifPresent(answers::add);
            }
        }
        List<RecordedRequest> requests = new ArrayList<>();
        long due = played.requests().stream()
                .filter(expected -> !expected.isOptional())
                .count();
        while (requests.size() < due) {
            Optional<RecordedRequest> next = origin.pollRequest(answers.isEmpty() ? answerPatience : ARRIVES);
            if (next.isEmpty()) {
                break;
            }
            requests.add(next.get());
        }
        requests.addAll(arrived());
        sightings.put(played, new Sighting(answers, Sighting.After.OPEN, List.of()));
        route(requests, Optional.of(played));
    }

    /** A request that breaks off is recorded when its connection ends, which may be later: its target says whose it is. */
    private void route(List<RecordedRequest> requests, Optional<WireCase> current) {
        for (RecordedRequest request : requests) {
            String start = request.method() + " " + request.target();
            Optional<WireCase> owner = sightings.keySet().stream()
                    .filter(each -> each.requests().stream()
                            .anyMatch(expected ->
                                    expected.isOptional() && expected.start().equals(start)))
                    .findFirst()
                    .or(() -> current);
            owner.ifPresentOrElse(
                    each -> sightings.computeIfPresent(each, (played, sighting) -> sighting.with(request)),
                    () -> late.add(request));
        }
    }

    private static Answer answer(WireCase.Reply reply) {
        Answer verbatim = (connection, request) -> {
            connection.write(reply.octets()).flush();
            if (reply.closes()) {
                connection.close();
            }
        };
        return reply.early() ? Answer.early(verbatim) : verbatim;
    }

    private static void send(RawClient client, byte[] octets) {
        try {
            client.send(octets);
        } catch (UncheckedIOException e) {
            // Closed while we were sending; the answer, if any, is still to be read.
            return;
        }
    }

    private Optional<RawResponse> receive(RawClient client, WireCase.Receive step) {
        try {
            if (!client.awaitByte(answerPatience)) {
                return Optional.empty();
            }
            if (step.answer().start().startsWith("1")) {
                return client.head(answerPatience).map(WireRun::interim);
            }
            Optional<RawClient.Reception> begun = client.beginOrClosed(step.method());
            if (begun.isEmpty()) {
                return Optional.empty();
            }
            RawClient.Reception reception = begun.get();
            byte[] body = reception.body().rest();
            return Optional.of(new RawResponse(
                    reception.interim(),
                    reception.head(),
                    body,
                    reception.body().trailers(),
                    reception.body().ending()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a reset, or half a head
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // not HTTP/1: nginx answers a line without version as HTTP/0.9
        }
    }

    private static RawResponse interim(String head) {
        return new RawResponse(
                List.of(),
                head,
                new byte[0],
                io.geocompliance.gateway.testing.Fields.NONE,
                io.geocompliance.gateway.testing.Ending.NO_BODY);
    }

    private List<RecordedRequest> arrived() {
        List<RecordedRequest> requests = new ArrayList<>();
        for (Optional<RecordedRequest> next = origin.pollRequest(Duration.ZERO);
                next.isPresent();
                next = origin.pollRequest(Duration.ZERO)) {
            requests.add(next.get());
        }
        return requests;
    }

    private java.util.function.BiFunction<WireCase, Sighting, Sighting> withFate(RawClient client) {
        return (played, sighting) -> {
            Duration patience = played.closes() ? answerPatience : Duration.ofMillis(1);
            return new Sighting(sighting.answers(), fate(client, patience), sighting.requests());
        };
    }

    private static Sighting.After fate(RawClient client, Duration patience) {
        try {
            if (client.awaitByte(patience)) {
                return Sighting.After.MORE;
            }
            return client.closedByPeer(Duration.ofMillis(1)) ? Sighting.After.CLOSED : Sighting.After.OPEN;
        } catch (UncheckedIOException e) {
            return Sighting.After.CLOSED;
        }
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
