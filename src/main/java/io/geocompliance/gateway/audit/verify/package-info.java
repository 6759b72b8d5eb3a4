/**
 * What an auditor finds: one pass over the lines of every epoch, in memory that does not grow with them.
 *
 * <p>Promise: nothing is repaired and nothing is written; everything that is wrong is found in one go and said by name; a log is good only
 * if lines, tree, signature and accounts agree.
 */
@NullMarked
package io.geocompliance.gateway.audit.verify;

import org.jspecify.annotations.NullMarked;
