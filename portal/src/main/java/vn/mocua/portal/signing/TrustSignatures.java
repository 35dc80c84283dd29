package vn.mocua.portal.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signatures of administrators over a trust bundle, in the file beside it: a line each, the public key and the signature, both
 * in base64 (docs/protocols/trust-bundle.md).
 */
final class TrustSignatures {

    /** Part of what is signed, so that no signature over anything else serves for it. */
    private static final byte[] CONTEXT = "mocua/trust-bundle/1\n".getBytes(StandardCharsets.US_ASCII);

    private static final long MOST = 64L * 1024;
    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    private TrustSignatures() {}

    static Path beside(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName() + ".signatures");
    }

    /** What stands beside a bundle; empty when there is nothing. */
    static String readBeside(Path bundle) throws TrustBundle.Unusable {
        var file = beside(bundle);
        try {
            if (!Files.exists(file)) {
                return "";
            }
            if (Files.size(file) > MOST) {
                throw new TrustBundle.Unusable(file.getFileName() + " is longer than " + MOST + " bytes");
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new TrustBundle.Unusable(
                    file.getFileName() + " can not be read: " + e.getClass().getSimpleName());
        }
    }

    /** An Ed25519 public key as settings and lines name it: base64 of its X.509 form. */
    static Optional<PublicKey> publicKey(String base64) {
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip()))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws TrustBundle.Unusable when it is no such key */
    static PrivateKey privateKey(Path pem) throws TrustBundle.Unusable {
        try {
            var found = PEM.matcher(Files.readString(pem, StandardCharsets.US_ASCII));
            if (found.find()) {
                return KeyFactory.getInstance("Ed25519")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // Said below; what was read is not repeated.
        }
        throw new TrustBundle.Unusable("the key is no Ed25519 private key in PEM: openssl genpkey -algorithm ed25519");
    }

    /** The line by which the holder of a key signs. */
    static String line(byte[] bundle, PrivateKey key, PublicKey itsOwn) throws GeneralSecurityException {
        var signing = Signature.getInstance("Ed25519");
        signing.initSign(key);
        signing.update(CONTEXT);
        signing.update(bundle);
        var base64 = Base64.getEncoder();
        return base64.encodeToString(itsOwn.getEncoded()) + " " + base64.encodeToString(signing.sign());
    }

    /** Whether one of the lines is this key's over this bundle. */
    static boolean has(String lines, byte[] bundle, PublicKey key) {
        return lines.lines().anyMatch(line -> {
            var parts = line.strip().split(" +");
            return parts.length == 2
                    && publicKey(parts[0]).filter(key::equals).isPresent()
                    && isGood(parts[1], bundle, key);
        });
    }

    private static boolean isGood(String signature, byte[] bundle, PublicKey key) {
        try {
            var verifying = Signature.getInstance("Ed25519");
            verifying.initVerify(key);
            verifying.update(CONTEXT);
            verifying.update(bundle);
            return verifying.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
