package io.geocompliance.gateway.geo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts regions behind those they refer to. */
final class VotingOrder {

    private final Map<String, Region> byName = new LinkedHashMap<>();
    private final Set<Region> ordered = new LinkedHashSet<>();

    private VotingOrder(List<Region> regions) {
        regions.forEach(region -> byName.put(region.name(), region));
    }

    /** Configurations with a cycle or an unknown name are refused where they are read. */
    static List<Region> of(List<Region> regions) {
        VotingOrder order = new VotingOrder(regions);
        regions.forEach(region -> order.visit(region, Set.of()));
        return List.copyOf(order.ordered);
    }

    private void visit(Region region, Set<String> behind) {
        if (behind.contains(region.name())) {
            throw new IllegalArgumentException("the region " + region.name() + " refers to itself");
        }
        Set<String> path = new LinkedHashSet<>(behind);
        path.add(region.name());
        region.conditions(Region.Expression.InRegion.class).forEach(reference -> {
            Region other = byName.get(reference.name());
            if (other == null) {
                throw new IllegalArgumentException("there is no region " + reference.name());
            }
            visit(other, path);
        });
        ordered.add(region);
    }
}
