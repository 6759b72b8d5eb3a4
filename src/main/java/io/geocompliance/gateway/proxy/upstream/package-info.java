/**
 * The way to the origins: which site a host name belongs to, which of its servers is next, its connections, and one request there.
 *
 * <p>Promise: a request reaches a server at most once, unless sending it again can do no harm; whatever ends an exchange early never
 * returns its connection to the pool. Knows nothing of visitors, notices or records.
 */
@NullMarked
package io.geocompliance.gateway.proxy.upstream;

import org.jspecify.annotations.NullMarked;
