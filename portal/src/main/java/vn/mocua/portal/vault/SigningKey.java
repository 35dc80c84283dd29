package vn.mocua.portal.vault;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import java.security.GeneralSecurityException;

/** An Ed25519 key pair (RFC 8032), grown from a seed in the keyring. */
public final class SigningKey {

    private final Ed25519Sign signer;
    private final Ed25519Verify verifier;

    SigningKey(byte[] seed) {
        try {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            signer = new Ed25519Sign(pair.getPrivateKey());
            verifier = new Ed25519Verify(pair.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the seed makes no Ed25519 key", e);
        }
    }

    /** 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            return signer.sign(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }

    public boolean verifies(byte[] signature, byte[] message) {
        try {
            verifier.verify(signature, message);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
