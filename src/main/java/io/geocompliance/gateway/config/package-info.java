/**
 * What ops said: files read into each station's own settings, with every problem named by file, line and column.
 *
 * <p>Promise: all problems at once, unknown keys refused, and nothing goes into force that has one.
 */
@NullMarked
package io.geocompliance.gateway.config;

import org.jspecify.annotations.NullMarked;
