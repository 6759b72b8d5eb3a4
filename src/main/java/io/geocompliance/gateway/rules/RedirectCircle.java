package io.geocompliance.gateway.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules that lead a visitor round and round, each to a page of which the next speaks. One rule alone can't: it lets its own target
 * through.
 *
 * @param rules in the order of the round, from the one that comes first in the file
 */
public record RedirectCircle(List<Rule> rules) {

    public RedirectCircle {
        rules = List.copyOf(rules);
    }

    /** Each once, in the order of the rules. */
    public static List<RedirectCircle> among(List<Rule> rules) {
        List<RedirectCircle> circles = new ArrayList<>();
        Set<Set<Rule>> seen = new HashSet<>();
        for (Rule rule : rules) {
            follow(List.of(rule), rules).stream()
                    .filter(round -> seen.add(Set.copyOf(round)))
                    .forEach(round -> circles.add(new RedirectCircle(round)));
        }
        return List.copyOf(circles);
    }

    /** Ways that end where they began. */
    private static List<List<Rule>> follow(List<Rule> way, List<Rule> rules) {
        Rule last = way.get(way.size() - 1);
        List<List<Rule>> rounds = new ArrayList<>();
        for (Rule next : rules) {
            if (!last.sendsInto(next)) {
                continue;
            }
            if (next == way.get(0) && way.size() > 1) {
                rounds.add(way);
            } else if (!way.contains(next)) {
                List<Rule> longer = new ArrayList<>(way);
                longer.add(next);
                rounds.addAll(follow(longer, rules));
            }
        }
        return rounds;
    }
}
