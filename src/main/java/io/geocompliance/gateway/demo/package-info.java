/** The built-in news site that stands in for an origin where none is named, and its pages. */
@NullMarked
package io.geocompliance.gateway.demo;

import org.jspecify.annotations.NullMarked;
