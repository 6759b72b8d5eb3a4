package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.Languages;

/**
 * A notice as it is given to one visitor.
 *
 * @param fragment the very bytes
 * @param cause who chose the language; counted, and recorded of nobody
 */
record Shown(Fragment fragment, Languages.Cause cause) {}
