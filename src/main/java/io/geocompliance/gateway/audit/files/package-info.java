/**
 * The evidence on the disk: a directory per epoch with segments of lines, the hashes of their tree and signed checkpoints.
 *
 * <p>Promise: lines reach the disk before a head over them is signed, and a signed head is on the disk before anybody hears of it; what
 * is found at a start is judged before a line is added. Reading needs neither a key nor a lock.
 */
@NullMarked
package io.geocompliance.gateway.audit.files;

import org.jspecify.annotations.NullMarked;
