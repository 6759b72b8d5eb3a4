package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.CertificateFile;
import io.geocompliance.gateway.proxy.front.FrontSettings.Tls;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files of a listener's certificates over time, looked at by content, so that it does not matter how they were put there.
 *
 * <p>A change is judged when it is still the same at the next look, since two files can't be changed at once, and judged once. Used by
 * one thread at a time.
 */
final class CertificateFiles {

    private final Tls tls;
    private final InstantSource clock;
    private final Vertx vertx;

    private byte[] judged;
    private byte[] seen;

    /** A change that can't be used, and why. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unusable(String reason) {
            super(reason);
        }
    }

    /** One certificate's two files, as they were read. */
    private record Pem(byte[] certificate, byte[] key) {}

    CertificateFiles(Tls tls, InstantSource clock, Vertx vertx) {
        this.tls = tls;
        this.clock = clock;
        this.vertx = vertx;
        this.judged = new byte[0];
        this.seen = judged;
    }

    /** What is shown from the start; dates are not looked at, since no certificate at all would be worse. */
    Certificates first() throws Unusable {
        List<Pem> read = read();
        judged = bytesOf(read);
        seen = judged;
        return certificates(read);
    }

    /** What is to be shown from now on, if that is not what was shown before. */
    Optional<Certificates> next() throws Unusable {
        List<Pem> read = read();
        byte[] now = bytesOf(read);
        boolean settled = Arrays.equals(now, seen);
        seen = now;
        if (!settled || Arrays.equals(now, judged)) {
            return Optional.empty();
        }
        judged = now;
        Certificates next = certificates(read);
        if (!next.holdAt(clock.instant())) {
            throw new Unusable("a certificate has ended or has not begun");
        }
        return Optional.of(next);
    }

    /** A file that is not there is as good as an empty one: neither is a certificate. */
    private List<Pem> read() {
        List<Pem> read = new ArrayList<>();
        for (CertificateFile file : tls.files()) {
            read.add(new Pem(read(file.certificate()), read(file.key())));
        }
        return read;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] bytesOf(List<Pem> pems) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Pem pem : pems) {
            all.writeBytes(pem.certificate());
            all.writeBytes(pem.key());
        }
        return all.toByteArray();
    }

    private Certificates certificates(List<Pem> pems) throws Unusable {
        List<CertifiedKey> keys = new ArrayList<>();
        for (int i = 0; i < pems.size(); i++) {
            try {
                keys.add(CertifiedKey.of(pems.get(i).certificate(), pems.get(i).key(), vertx));
            } catch (GeneralSecurityException e) {
                CertificateFile file = tls.files().get(i);
                throw new Unusable(file.certificate() + " and " + file.key() + ": " + e.getMessage());
            }
        }
        return new Certificates(keys);
    }
}
