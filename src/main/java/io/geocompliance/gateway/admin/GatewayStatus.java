package io.geocompliance.gateway.admin;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What root knows of the running gateway, for probes and for the console.
 *
 * @param obstacles why it must not get visitors; empty is ready
 * @param notes what an operator should know though it does not stop anything: an old database, a failed reload
 * @param inForce the configuration in force
 * @param lastReload how the last attempt ended
 */
public record GatewayStatus(Set<Obstacle> obstacles, List<String> notes, InForce inForce, Reload lastReload) {

    public GatewayStatus {
        obstacles = Set.copyOf(obstacles);
        notes = List.copyOf(notes);
    }

    /** Why a gateway is not ready. */
    public enum Obstacle {
        NO_CONFIGURATION("No configuration is in force."),
        NO_REGION_TABLE("No region table is in force."),
        NOT_LISTENING("Not every listener is bound."),
        LOG_NOT_WRITABLE("The evidence log can't be written."),
        LOG_DISK_FULL("The evidence log's disk is full."),
        DRAINING("The gateway is stopping.");

        private final String sentence;

        Obstacle(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /**
     * What a reload swaps, by name.
     *
     * @param revision what operators call it
     * @param sha256 of all its files
     * @param rules the ids in the order they are tried
     * @param databases file names with the dates they give themselves
     * @param logKey the public key of the evidence log, empty while there is none
     */
    public record InForce(String revision, String sha256, List<String> rules, List<String> databases, String logKey) {

        public InForce {
            rules = List.copyOf(rules);
            databases = List.copyOf(databases);
        }
    }

    /**
     * One attempt to put a configuration into force; the start is the first.
     *
     * @param problems empty if it succeeded; what was in force before stays otherwise
     */
    public record Reload(Instant at, List<String> problems) {

        public Reload {
            problems = List.copyOf(problems);
        }
    }
}
