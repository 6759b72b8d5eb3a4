package io.geocompliance.gateway.audit.files;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Packs segments one after the other beside the writer, which does not wait for it. */
final class Packing implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 2;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "audit-packer");
        made.setDaemon(true);
        made.setPriority(Thread.MIN_PRIORITY);
        return made;
    });

    void pack(SegmentPacker segment) {
        thread.execute(segment);
    }

    /** Waits for what is being packed; what is not packed then is packed at the next start. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            thread.shutdownNow();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
