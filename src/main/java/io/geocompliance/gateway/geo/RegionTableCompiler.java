package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;

/** Joins all databases with the special-purpose registries and evaluates every combination of answers once. */
final class RegionTableCompiler {

    private static final int RESERVED_ID = 1;

    private final List<Source> sources;
    private final List<Publisher> publishers;
    private final NetworkEvidence networkEvidence;
    private final Electorate electorate;
    private final Interned<Facts> facts = new Interned<>();
    private final Interned<Ballot> classes = new Interned<>();
    private final Interned<List<Facts>> said = new Interned<>();
    private final Interned<NetworkFacts> networks = new Interned<>();

    RegionTableCompiler(List<Source> sources, NetworkEvidence networkEvidence, Electorate electorate) {
        this.sources = List.copyOf(sources);
        this.publishers = Publisher.voting(sources);
        this.networkEvidence = networkEvidence;
        this.electorate = electorate;
        facts.idOf(Facts.NONE);
        classes.idOf(new Ballot(Electorate.UNKNOWN, List.of(), NetworkFacts.NONE));
        classes.idOf(Ballot.RESERVED);
    }

    RegionTable compile() throws GeoDatabaseException {
        IpRanges v4 =
                placed(said(NetworkMap::v4), networkEvidence.ranges(true, sources, networks), SpecialPurpose.v4());
        IpRanges v6 =
                placed(said(NetworkMap::v6), networkEvidence.ranges(false, sources, networks), SpecialPurpose.v6());
        return RegionTable.of(v4, v6, classes.values(), electorate);
    }

    /** What all publishers say, as ids of {@link #said}. */
    private IpRanges said(Function<NetworkMap, IpRanges> family) {
        IpRanges joined = IpRanges.whole(said.idOf(List.of()));
        for (Publisher publisher : publishers) {
            joined = IpRanges.join(
                    joined,
                    publisher.answers(family, facts),
                    memoized((before, answer) -> said.idOf(with(said.get(before), answer))));
        }
        return joined;
    }

    private IpRanges placed(IpRanges told, IpRanges known, IpRanges special) {
        IpRanges placed = IpRanges.join(
                told,
                known,
                memoized((all, network) -> classes.idOf(electorate.ballot(said.get(all), networks.get(network)))));
        return IpRanges.join(placed, special, (id, kind) -> kind == SpecialPurpose.RESERVED ? RESERVED_ID : id);
    }

    /** A few thousand pairs stand behind millions of ranges. */
    private static IntBinaryOperator memoized(IntBinaryOperator combine) {
        Map<Long, Integer> memo = new HashMap<>();
        return (left, right) ->
                memo.computeIfAbsent((long) left << 32 | right, pair -> combine.applyAsInt(left, right));
    }

    /** Cut at once: there are a hundred times fewer lists of what regions can tell apart than of what publishers say. */
    private List<Facts> with(List<Facts> before, int answer) {
        List<Facts> longer = new ArrayList<>(before);
        longer.add(facts.get(answer));
        return electorate.essence(longer);
    }
}
