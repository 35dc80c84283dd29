package vn.mocua.sandbox.ca;

import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Signs, and then changes one bit of the signature. */
record Forged(ContentSigner honest) implements ContentSigner {

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return honest.getAlgorithmIdentifier();
    }

    @Override
    public OutputStream getOutputStream() {
        return honest.getOutputStream();
    }

    @Override
    public byte[] getSignature() {
        var signature = honest.getSignature();
        signature[signature.length - 1] ^= 1;
        return signature;
    }
}
