package io.geocompliance.gateway.proxy.front;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.X509KeyManager;

/**
 * A private key and the certificate that was made for it.
 *
 * @param chain the key's own certificate first
 * @param names DNS names of that certificate, lower case
 */
record CertifiedKey(PrivateKey key, List<X509Certificate> chain, List<String> names) {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** Of a subject's alternative names (RFC 5280 4.2.1.6). */
    private static final int DNS_NAME = 2;

    /** Says nothing: a key must not reach a log by being printed. */
    @Override
    public String toString() {
        return "(a key)";
    }

    /** Reads both, PEM; fails with a reason for operators where they are not what they should be, or do not belong together. */
    static CertifiedKey of(byte[] certificate, byte[] key, Vertx vertx) throws GeneralSecurityException {
        X509KeyManager read = read(certificate, key, vertx);
        for (String algorithm : ALGORITHMS) {
            String[] aliases = read.getServerAliases(algorithm, null);
            if (aliases != null && aliases.length > 0) {
                List<X509Certificate> chain = List.of(read.getCertificateChain(aliases[0]));
                PrivateKey privateKey = read.getPrivateKey(aliases[0]);
                requireMatch(chain.get(0), privateKey);
                return new CertifiedKey(privateKey, chain, namesOf(chain.get(0)));
            }
        }
        throw new GeneralSecurityException("the key is neither RSA nor of an elliptic curve");
    }

    private static X509KeyManager read(byte[] certificate, byte[] key, Vertx vertx) throws GeneralSecurityException {
        try {
            return (X509KeyManager) new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(certificate))
                    .addKeyValue(Buffer.buffer(key))
                    .getKeyManagerFactory(vertx)
                    .getKeyManagers()[0];
        } catch (Exception e) { // which ones, the engine does not say
            throw new GeneralSecurityException("they are not a certificate chain and its key, as PEM", e);
        }
    }

    /** What the key signs, the certificate's public key has to verify. */
    private static void requireMatch(X509Certificate own, PrivateKey key) throws GeneralSecurityException {
        if (!own.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(challenge);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(own.getPublicKey());
        verifying.update(challenge);
        if (!verifying.verify(signing.sign())) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static List<String> namesOf(X509Certificate own) throws CertificateParsingException {
        Collection<List<?>> alternatives = own.getSubjectAlternativeNames();
        if (alternatives == null) {
            return List.of();
        }
        return alternatives.stream()
                .filter(alternative -> alternative.get(0).equals(DNS_NAME))
                .map(alternative -> ((String) alternative.get(1)).toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean isOf(String algorithm) {
        return key.getAlgorithm().equals(algorithm);
    }

    /** Whether it is made for a host, lower case; a wildcard stands for one label (RFC 9525 6.3). */
    boolean covers(String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
    }

    boolean holdsAt(Instant time) {
        X509Certificate own = chain.get(0);
        return !time.isBefore(own.getNotBefore().toInstant())
                && !time.isAfter(own.getNotAfter().toInstant());
    }

    Instant end() {
        return chain.get(0).getNotAfter().toInstant();
    }
}
