package io.geocompliance.gateway;

import io.geocompliance.gateway.admin.GatewayStatus;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.AuditSettings.DiskFull.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the evidence log's state means for the gateway, by what its operator chose. */
record EvidenceStatus(AuditLog log, AuditSettings.Writing chosen) {

    /** Why the gateway must not get visitors. */
    Optional<GatewayStatus.Obstacle> obstacle() {
        if (log.state() == AuditLog.State.FAILED) {
            return Optional.of(GatewayStatus.Obstacle.LOG_NOT_WRITABLE);
        }
        boolean others = isDiskFull(Action.SINGLE) || isDiskFull(Action.HALT);
        return others ? Optional.of(GatewayStatus.Obstacle.LOG_DISK_FULL) : Optional.empty();
    }

    /** What an operator should know though it stops nothing. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (log.counters().queue().isNearlyFull()) {
            notes.add("Records come faster than the evidence log writes them; when its queue is full, "
                    + (chosen.onFull() == AuditSettings.OnFull.COUNT
                            ? "they are only counted."
                            : "pages that must carry a notice are refused."));
        }
        if (isDiskFull(Action.SUSPEND) || isDiskFull(Action.ROTATE)) {
            notes.add("The evidence log's disk is full: records are only counted until there is room.");
        }
        return notes;
    }

    private boolean isDiskFull(Action action) {
        return log.state() == AuditLog.State.DISK_FULL && chosen.diskFull().action() == action;
    }

    /** Completes, by whatever thread, when the gateway is to be stopped for its log's sake. */
    CompletionStage<Void> halted() {
        return chosen.diskFull().action() == Action.HALT ? log.full() : new CompletableFuture<>();
    }
}
