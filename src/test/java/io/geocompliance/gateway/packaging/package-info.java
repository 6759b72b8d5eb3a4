/** The finished jar and image: what they hold, how they start and how they stop. */
package io.geocompliance.gateway.packaging;
