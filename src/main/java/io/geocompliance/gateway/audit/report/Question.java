package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;

/** One report: sees every line of one pass, then answers. Owned by one thread. */
interface Question extends VerifiedLine.Visitor {

    /** The answer, once the pass is over and its lines have been found to hold. */
    Section answer(Verification found);
}
