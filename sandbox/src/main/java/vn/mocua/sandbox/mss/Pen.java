package vn.mocua.sandbox.mss;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.mocua.sandbox.ca.Credential;

/** Signs a hash that somebody else has made. */
final class Pen {

    private static final byte[] NOTHING = {};

    private Pen() {}

    /** RSA: PKCS#1 v1.5 over the DigestInfo. A key on a curve: the ECDSA signature in DER. */
    static byte[] sign(Credential credential, Hash hash) {
        try {
            if (credential.key().getAlgorithm().equals("RSA")) {
                var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                cipher.init(Cipher.ENCRYPT_MODE, credential.key());
                return cipher.doFinal(hash.digestInfo());
            }
            var signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(credential.key());
            signature.update(hash.value());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** CMS SignedData without content: the hash stands in the signed attributes, and these are signed. */
    static byte[] cms(Credential credential, Hash hash) {
        try {
            var algorithm = hash.algorithm().name.replace("-", "")
                    + (credential.key().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(identifier -> ready(identifier, hash))
                    .build(
                            new JcaContentSignerBuilder(algorithm).build(credential.key()),
                            new JcaX509CertificateHolder(credential.certificate())));
            generator.addCertificates(new JcaCertStore(credential.chain()));
            return generator
                    .generate(new CMSProcessableByteArray(NOTHING), false)
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A digest that was computed elsewhere. */
    private static DigestCalculator ready(AlgorithmIdentifier identifier, Hash hash) {
        return new DigestCalculator() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return identifier;
            }

            @Override
            public OutputStream getOutputStream() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public byte[] getDigest() {
                return hash.value();
            }
        };
    }
}
