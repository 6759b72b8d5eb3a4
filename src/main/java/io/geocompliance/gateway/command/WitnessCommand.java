package io.geocompliance.gateway.command;

import picocli.CommandLine.Command;

/** {@code witness}: keeps the heads of other people's logs. */
@Command(
        name = "witness",
        description = {
            "Keeps the heads of evidence logs and signs that they only grow (C2SP tlog-witness).",
            "To be run by somebody who does not run the gateway: an operator's own witness proves nothing."
        },
        subcommands = {WitnessRunCommand.class, WitnessKeygenCommand.class, WitnessKnownCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class WitnessCommand {}
