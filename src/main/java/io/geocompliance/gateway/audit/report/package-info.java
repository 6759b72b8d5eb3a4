/**
 * What an auditor asks of a verified log, answered as tables, charts and one page.
 *
 * <p>Promise: a report is made of the very bytes that were verified, in the same pass; a cell of fewer than ten readers' visits is never
 * shown as it is; a page needs nothing but itself.
 */
@NullMarked
package io.geocompliance.gateway.audit.report;

import org.jspecify.annotations.NullMarked;
