package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for 127.0.0.1 and localhost, made anew for each run: a key in a repository is one that somebody will use.
 *
 * @param certificate PEM file
 * @param key PEM file, PKCS #8
 * @param authority PEM file of who signed it
 * @param trust trusts this certificate and no other
 * @param identity a server that has it
 */
public record TestCertificate(Path certificate, Path key, Path authority, SSLContext trust, SSLContext identity) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    public static TestCertificate in(Path directory) {
        return in(directory, Claim.LOCAL);
    }

    /** Signed by itself: what it is trusted for, its dates are not part of. */
    public static TestCertificate in(Path directory, Claim claim) {
        return in(directory, claim, "test");
    }

    /** Signed by an authority of its own, which {@link #authority} is. */
    public static TestCertificate signedIn(Path directory, Claim claim) {
        return in(directory, claim, "authority");
    }

    /**
     * What a certificate says.
     *
     * @param names as keytool writes them, such as {@code dns:localhost}
     * @param begin of its two days, as keytool writes it
     */
    public record Claim(String names, String begin) {
        static final Claim LOCAL = new Claim("ip:127.0.0.1,dns:localhost", "-1H");
    }

    private static TestCertificate in(Path directory, Claim claim, String signer) {
        try {
            Path store = directory.resolve("test.p12");
            String names = "SAN=" + claim.names();
            if (signer.equals("test")) {
                keytool(store, "test", claim, "-ext", names);
            } else {
                keytool(store, signer, Claim.LOCAL, "-ext", "bc:c");
                keytool(store, "test", claim, "-ext", names, "-signer", signer);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Certificate certificate = keys.getCertificate("test");
            return new TestCertificate(
                    pem(directory.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(
                            directory.resolve("key.pem"),
                            "PRIVATE KEY",
                            keys.getKey("test", PASSWORD).getEncoded()),
                    pem(
                            directory.resolve("authority.pem"),
                            "CERTIFICATE",
                            keys.getCertificate(signer).getEncoded()),
                    trusting(certificate),
                    identity(keys));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no test certificate", e);
        }
    }

    /** A listener of this certificate on a port that the system chooses, as gateway.yaml has it. */
    public String listener() {
        return "{address: \"127.0.0.1:0\", tls: {certificate: \"%s\", key: \"%s\"}}".formatted(certificate, key);
    }

    /** A key and its certificate under this alias. */
    private static void keytool(Path store, String alias, Claim claim, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-startdate",
                claim.begin(),
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private static SSLContext identity(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
