package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The logs that a witness knows, by their public keys. A key's name covers the origins below it too, because each epoch of a log is a log
 * of its own: {@code news.example/gateway} covers {@code news.example/gateway/2}.
 */
record TrustedLogs(List<VerifierKey> keys) {

    TrustedLogs {
        keys = List.copyOf(keys);
    }

    /** One public key a line; empty lines and lines that begin with # are passed over. Fails with the line's number. */
    static TrustedLogs read(Path file) throws IOException {
        List<VerifierKey> keys = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String bare = line.strip();
            if (!bare.isEmpty() && !bare.startsWith("#")) {
                try {
                    keys.add(VerifierKey.parse(bare));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(file + ": no log's public key, so there is nothing to witness");
        }
        return new TrustedLogs(keys);
    }

    /** The keys that may sign for an origin, named as it is. */
    List<VerifierKey> of(String origin) {
        return keys.stream()
                .filter(key -> key.covers(origin))
                .map(key -> key.named(origin))
                .toList();
    }
}
