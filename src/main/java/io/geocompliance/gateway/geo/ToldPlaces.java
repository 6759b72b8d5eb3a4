package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places of addresses of which somebody in front says something; each is decided once and kept.
 *
 * <p>What can be said are ISO codes of trusted proxies, cut to those that make a difference, so the places are few.
 */
final class ToldPlaces {

    /** The class of visitors without an address. */
    static final int NO_ADDRESS = -1;

    private static final Ballot NOBODY = new Ballot(Electorate.UNKNOWN, List.of(), NetworkFacts.NONE);

    private final List<Ballot> ballots;
    private final Electorate electorate;
    private final Map<Question, Place> places = new ConcurrentHashMap<>();

    /** An address's class, and what is said. */
    private record Question(int id, Facts told) {}

    ToldPlaces(List<Ballot> ballots, Electorate electorate) {
        this.ballots = List.copyOf(ballots);
        this.electorate = electorate;
    }

    List<Ballot> ballots() {
        return ballots;
    }

    /** As {@link RegionTable} says it where nobody in front has a vote. */
    Place place(int id, Facts told) {
        if (!electorate.hearsSomebodyInFront()) {
            return id == NO_ADDRESS ? Electorate.UNKNOWN : ballots.get(id).place();
        }
        return places.computeIfAbsent(
                new Question(id, electorate.essence(List.of(told)).get(0)), this::decide);
    }

    private Place decide(Question question) {
        return electorate.place(question.id() == NO_ADDRESS ? NOBODY : ballots.get(question.id()), question.told());
    }
}
