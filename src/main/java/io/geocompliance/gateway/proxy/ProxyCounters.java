package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.splice.SpliceNote;
import io.geocompliance.gateway.coding.splice.SpliceOutcome;
import io.geocompliance.gateway.notice.Languages;
import io.geocompliance.gateway.proxy.front.FrontCounters;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Plain counts of what went over the wire: event loops add without contention, whoever exports them reads. */
public final class ProxyCounters {

    private final FrontCounters front = new FrontCounters();

    /** Requests whose exchange has not ended. */
    private final LongAdder inFlight = new LongAdder();

    private final Map<Flag, LongAdder> flags = new ConcurrentHashMap<>();
    private final Map<Failure, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<Request, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<Decided, LongAdder> decisions = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> notInjected = new ConcurrentHashMap<>();
    private final Map<Languages.Cause, LongAdder> languageCauses = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> earlyEnds = new ConcurrentHashMap<>();
    private final Map<SpliceOutcome, LongAdder> splices = new ConcurrentHashMap<>();
    private final Map<SpliceNote, LongAdder> spliceNotes = new ConcurrentHashMap<>();
    private final Durations durations;
    private final Map<String, Durations> upstreamDurations = new ConcurrentHashMap<>();
    private final List<Double> boundsSeconds;

    /**
     * An answered request.
     *
     * @param listener index in the settings
     * @param codeClass the status' first digit
     */
    public record Request(int listener, int codeClass, String action) {}

    /** A decision on a document. */
    public record Decided(String region, String rule, String action, String mode) {}

    /** @param boundsSeconds upper bounds of the buckets of request durations */
    public ProxyCounters(List<Double> boundsSeconds) {
        this.boundsSeconds = List.copyOf(boundsSeconds);
        durations = new Durations(boundsSeconds);
    }

    void began() {
        inFlight.increment();
    }

    void ended(long nanos) {
        inFlight.decrement();
        durations.add(nanos);
    }

    void count(Failure failure) {
        failures.computeIfAbsent(failure, first -> new LongAdder()).increment();
    }

    void count(Flag flag) {
        flags.computeIfAbsent(flag, first -> new LongAdder()).increment();
    }

    void count(Request request) {
        requests.computeIfAbsent(request, first -> new LongAdder()).increment();
    }

    void count(Decided decided) {
        decisions.computeIfAbsent(decided, first -> new LongAdder()).increment();
    }

    void count(HeldEnd.Early early) {
        earlyEnds.computeIfAbsent(early.label(), first -> new LongAdder()).increment();
    }

    void count(SpliceOutcome outcome) {
        splices.computeIfAbsent(outcome, first -> new LongAdder()).increment();
    }

    void count(SpliceNote note) {
        spliceNotes.computeIfAbsent(note, first -> new LongAdder()).increment();
    }

    void countNotInjected(String reason) {
        notInjected.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    void count(Languages.Cause cause) {
        languageCauses.computeIfAbsent(cause, first -> new LongAdder()).increment();
    }

    /** Who came and was let in. */
    public FrontCounters front() {
        return front;
    }

    /** Requests in flight. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** By failure, those that happened. */
    public Map<Failure, Long> failures() {
        return sums(failures);
    }

    /** By what became of duties, those that happened. */
    public Map<Flag, Long> flags() {
        return sums(flags);
    }

    /** By listener, class and action, those that came. */
    public Map<Request, Long> requests() {
        return sums(requests);
    }

    /** By region, rule, action and mode, those that came. */
    public Map<Decided, Long> decisions() {
        return sums(decisions);
    }

    /** By reason, those that came. */
    public Map<String, Long> notInjected() {
        return sums(notInjected);
    }

    /** Ends of pages that left before their line was on the disk, though they were held for it: by reason, those that did. */
    public Map<String, Long> earlyEnds() {
        return sums(earlyEnds);
    }

    /** Notices that were delivered, by who chose their language. */
    public Map<Languages.Cause, Long> languageCauses() {
        return sums(languageCauses);
    }

    /** Gzip pages that were to be spliced by what became of that, those that came. */
    public Map<SpliceOutcome, Long> splices() {
        return sums(splices);
    }

    /** By what was found out about gzip pages, what was. */
    public Map<SpliceNote, Long> spliceNotes() {
        return sums(spliceNotes);
    }

    /** From the head of a request to the end of its answer. */
    public Durations durations() {
        return durations;
    }

    /** An origin of this name has sent the head of an answer. */
    void answered(String upstream, long nanos) {
        upstreamDurations
                .computeIfAbsent(upstream, first -> new Durations(boundsSeconds))
                .add(nanos);
    }

    /** By origin: from the choice of a server to the head of the answer, an upload included. */
    public Map<String, Durations> upstreamDurations() {
        return Collections.unmodifiableMap(upstreamDurations);
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
        Map<K, Long> sums = new HashMap<>();
        adders.forEach((key, adder) -> sums.put(key, adder.sum()));
        return Collections.unmodifiableMap(sums);
    }
}
