/**
 * Content codings: pages decoded and encoded again while they stream.
 *
 * <p>Promise: what an origin has flushed is flushed on; a broken coding is reported, never ended cleanly; memory is bounded however
 * far a stream expands. It knows nothing of HTML, HTTP connections or visitors.
 *
 * <p>This is the full path: decode, let someone insert, encode. The cheap path for gzip, which copies the origin's deflate bits
 * around the insertion instead of compressing again, is the room {@code splice}, with {@code Seam} as its question for the place. The
 * full path stays for the other codings.
 */
@NullMarked
package io.geocompliance.gateway.coding;

import org.jspecify.annotations.NullMarked;
