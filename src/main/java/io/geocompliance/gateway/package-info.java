/**
 * The geo-compliance gateway: stations wired together, and the life of one request.
 *
 * <pre>
 * address   who asks            {@link io.geocompliance.gateway.client}
 * place     from where          {@link io.geocompliance.gateway.geo}
 * decision  what is due         {@link io.geocompliance.gateway.rules}
 * text      what it says        {@link io.geocompliance.gateway.notice}
 * upstream  the origin's answer {@link io.geocompliance.gateway.proxy}
 * verdict   may it be touched   {@link io.geocompliance.gateway.response}
 * body      where it goes in    {@link io.geocompliance.gateway.html}, {@link io.geocompliance.gateway.coding}
 * record    what was done       {@link io.geocompliance.gateway.audit}
 * </pre>
 *
 * Operators speak through {@link io.geocompliance.gateway.config} and {@link io.geocompliance.gateway.command}, and look through
 * {@link io.geocompliance.gateway.admin}.
 */
@NullMarked
package io.geocompliance.gateway;

import org.jspecify.annotations.NullMarked;
