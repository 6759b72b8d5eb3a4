package io.geocompliance.gateway.geo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Joins all databases with the special-purpose registries and evaluates every combination of answers once. */
final class RegionTableCompiler {

    private static final int RESERVED_ID = 1;

    private final List<Publisher> publishers;
    private final Electorate electorate;
    private final Interned<Facts> facts = new Interned<>();
    private final Interned<Place> places = new Interned<>();
    private final Interned<List<Facts>> ballots = new Interned<>();

    RegionTableCompiler(List<Publisher> publishers, Electorate electorate) {
        this.publishers = List.copyOf(publishers);
        this.electorate = electorate;
        facts.idOf(Facts.NONE);
        places.idOf(Electorate.UNKNOWN);
        places.idOf(Electorate.RESERVED);
    }

    RegionTable compile() throws GeoDatabaseException {
        IpRanges v4 = family(NetworkMap::v4, SpecialPurpose.v4());
        IpRanges v6 = family(NetworkMap::v6, SpecialPurpose.v6());
        return RegionTable.of(v4, v6, places.values());
    }

    private IpRanges family(Function<NetworkMap, IpRanges> family, IpRanges special) {
        IpRanges joined = IpRanges.whole(ballots.idOf(List.of()));
        for (Publisher publisher : publishers) {
            Map<Long, Integer> memo = new HashMap<>();
            joined = IpRanges.join(
                    joined,
                    publisher.answers(family, facts),
                    (ballot, answer) -> memo.computeIfAbsent(
                            (long) ballot << 32 | answer, pair -> ballots.idOf(with(ballots.get(ballot), answer))));
        }
        Map<Integer, Integer> placeOfBallot = new HashMap<>();
        IpRanges placed = joined.map(
                ballot -> placeOfBallot.computeIfAbsent(ballot, id -> places.idOf(electorate.place(ballots.get(id)))));
        return IpRanges.join(placed, special, (place, kind) -> kind == SpecialPurpose.RESERVED ? RESERVED_ID : place);
    }

    private List<Facts> with(List<Facts> ballot, int answer) {
        List<Facts> longer = new ArrayList<>(ballot);
        longer.add(facts.get(answer));
        return List.copyOf(longer);
    }
}
