/** What a reader sees: Debian's Chromium and nginx around a running gateway. */
package io.geocompliance.gateway.browser;
