package vn.mocua.sandbox.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key on a curve, of an authority or of somebody. */
record EcKey(KeyPair pair) implements SigningKey {

    static EcKey onP256() {
        return on("secp256r1");
    }

    static EcKey on(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new EcKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    @Override
    public ContentSigner signer() {
        return signer("SHA256withECDSA");
    }

    ContentSigner signer(String algorithm) {
        try {
            return new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "EcKey[***]";
    }
}
