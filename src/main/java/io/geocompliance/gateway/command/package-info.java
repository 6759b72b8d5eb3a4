/** The command line: one class a command, which reads its options, asks the gateway's stations and prints what they say. */
@NullMarked
package io.geocompliance.gateway.command;

import org.jspecify.annotations.NullMarked;
