package io.geocompliance.gateway.command;

import picocli.CommandLine.Command;

/** {@code audit}: what auditors and operators do with the evidence log. */
@Command(
        name = "audit",
        description = "Verifies the evidence log and proves what it holds; without a gateway, without a network.",
        subcommands = {
            AuditVerifyCommand.class,
            AuditProveCommand.class,
            AuditCheckProofCommand.class,
            AuditConsistencyCommand.class,
            AuditReportCommand.class,
            AuditQueryCommand.class,
            AuditExportCommand.class,
            AuditPruneCommand.class,
            AuditNoteCommand.class,
            AuditKeygenCommand.class,
            AuditShipCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {}
