package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentLines;
import io.geocompliance.gateway.audit.verify.DayCounts;
import io.geocompliance.gateway.audit.verify.LineFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the decisions of each packed segment by day, from its lines, and has the log say so: these counts stay when the lines are pruned.
 * Reads beside the writer, in a thread of its own; each segment once, for a file beside it remembers that it is done.
 */
final class DayKeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DayKeeping.class);
    private static final long LOOK_SECONDS = 60;
    private static final long PATIENCE_SECONDS = 5;

    private final Path log;
    private final OwnLines lines;
    private final OwnWords words;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "audit-days");
        made.setDaemon(true);
        made.setPriority(Thread.MIN_PRIORITY);
        return made;
    });

    DayKeeping(Path log, OwnLines lines, OwnWords words) {
        this.log = log;
        this.lines = lines;
        this.words = words;
    }

    /** Looks each minute for segments that have been packed. */
    void begin() {
        thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            tell();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The evidence log's days are not counted yet: {}", e.getMessage());
        }
    }

    /** Has the log say the counts of every packed segment that it has not said yet; returns when all of it is signed. */
    synchronized void tell() throws IOException {
        for (Epoch epoch : Epoch.of(log)) {
            for (Segment segment : Segment.of(epoch)) {
                if (!segment.isGrowing() && !segment.isPruned() && !Files.exists(segment.counted())) {
                    tell(epoch, segment);
                }
            }
        }
    }

    private void tell(Epoch epoch, Segment segment) throws IOException {
        DayCounts counts = new DayCounts();
        long kept = 0;
        try (SegmentLines read = new SegmentLines(segment)) {
            for (byte[] line = read.next(); line != null; line = read.next()) {
                LineFields fields = LineFields.parse(line);
                if (fields.text("ty").equals("dec")) {
                    counts.decision(fields);
                }
                kept += stays(fields) ? 1 : 0;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the segment " + segment.name() + " holds what is no record; verify the log");
        }
        words.sayAndSign(lines.day(epoch, segment, counts, kept));
        Disk.REAL.replace(segment.counted(), new byte[0]);
    }

    /** Whether a record tells of no reader, and so stays when its segment is pruned: all but decisions and each minute's counts. */
    static boolean stays(LineFields fields) {
        return !fields.text("ty").equals("dec") && !fields.text("ty").equals("tick");
    }

    /** Lets a segment that is at hand be told, for a while; what is left is told after the next start. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        thread.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
