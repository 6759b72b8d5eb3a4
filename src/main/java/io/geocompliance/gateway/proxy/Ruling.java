package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Reach;
import io.geocompliance.gateway.rules.Visit;
import java.util.Optional;

/**
 * All that is decided before the origin is asked; live traffic and {@code explain} get it from the same call.
 *
 * @param told what those in front say of the place
 * @param reach which answers at this URL rules could change for some place: then caches are told, whoever asks
 * @param notice the notice that is due, or would be were its rule enforced
 */
public record Ruling(
        ClientAddress asker,
        Told told,
        Place place,
        Visit visit,
        Decision decision,
        Reach reach,
        Optional<NoticeEdition> notice) {

    /**
     * Who sends a request, as far as that can be known.
     *
     * @param told what those in front say of the place
     */
    public record Sender(ClientAddress asker, Told told) {}

    /** What the snapshot says of a visit. */
    public static Ruling of(Snapshot snapshot, Sender sender, Visit visit) {
        Place place = snapshot.placeOf(sender.asker(), sender.told());
        Decision decision = snapshot.rules().decide(place, visit);
        Optional<NoticeEdition> notice = decision instanceof Decision.Notice due
                ? snapshot.notices().find(due.duty().id())
                : Optional.empty();
        return new Ruling(
                sender.asker(),
                sender.told(),
                place,
                visit,
                decision,
                snapshot.rules().reach(visit),
                notice);
    }

    /**
     * Whether the same is decided for every request with the same fields of those in front, so that a cache which tells these apart
     * may share the answer.
     */
    boolean isDecidedInFront(Snapshot snapshot) {
        boolean undecided = place instanceof Place.Unknown unknown && unknown.reason() != Place.Reason.UNKNOWN;
        return told.believed() && !undecided && snapshot.geo().isDecidedInFront();
    }

    /** Whether a duty takes the place of the origin's answer, so that the origin is not asked. */
    public boolean isAnsweredHere() {
        return decision instanceof Decision.Block || decision instanceof Decision.Redirect;
    }

    /**
     * Whether nothing of the reader may be passed on: the place is in a region that rules name, or it can't be said.
     *
     * <p>Doubt protects. The audit design calls this a protected region.
     */
    public boolean isProtected() {
        return place instanceof Place.Unknown || !place.regions().isEmpty();
    }
}
