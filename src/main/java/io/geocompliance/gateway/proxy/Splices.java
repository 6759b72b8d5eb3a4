package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.splice.CompiledFragment;
import io.geocompliance.gateway.coding.splice.FollowPolicy;
import io.geocompliance.gateway.coding.splice.GzipSplice;
import io.geocompliance.gateway.coding.splice.Seam;
import io.geocompliance.gateway.coding.splice.SplicePool;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.response.ResponseSettings.Gzip;
import java.util.Map;
import java.util.WeakHashMap;

/** What the gzip splices of one event loop share; of that loop alone, but for policy and counters. */
final class Splices {

    /** Pages whose place is being searched at the same moment; more cost the making of new working memory. */
    private static final int MOST_IDLE = 32;

    private final SplicePool pool = new SplicePool(MOST_IDLE);

    /** Each notice's variant is compiled once; it goes with its edition. */
    private final Map<Fragment, CompiledFragment> compiled = new WeakHashMap<>();

    private final FollowPolicy policy;
    private final ProxyCounters counters;

    Splices(FollowPolicy policy, ProxyCounters counters) {
        this.policy = policy;
        this.counters = counters;
    }

    GzipSplice begin(Seam seam, Gzip way, String origin) {
        return new GzipSplice(pool, seam, way == Gzip.FOLLOW || policy.follows(origin));
    }

    CompiledFragment compiled(Fragment fragment) {
        return compiled.computeIfAbsent(fragment, variant -> CompiledFragment.of(variant.bytes()));
    }

    /** Notes what has become of a page. */
    void ended(GzipSplice splice, String origin) {
        counters.count(splice.outcome());
        splice.notes().forEach(counters::count);
        if (!splice.notes().isEmpty()) {
            policy.found(origin);
        }
    }
}
