package vn.mocua.sandbox.ca;

import java.security.PublicKey;
import org.bouncycastle.operator.ContentSigner;

/** What an authority signs with. */
sealed interface SigningKey permits RsaKey, EcKey {

    PublicKey publicKey();

    /** Signs by SHA-256. */
    ContentSigner signer();
}
