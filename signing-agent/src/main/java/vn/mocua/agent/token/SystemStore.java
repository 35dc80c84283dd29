package vn.mocua.agent.token;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import vn.mocua.agent.protocol.Algorithm;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;

/** The certificates that Windows knows by the makers' CSP or KSP; Windows asks for the PIN. */
final class SystemStore implements TokenSource {

    private static final String NAME = "Windows-MY";

    static boolean exists() {
        return Platform.current() == Platform.WINDOWS;
    }

    @Override
    public Look look() {
        try {
            var store = open();
            var held = new ArrayList<Held>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    held.add(new Held(Certificates.handle(certificate.getEncoded()), certificate));
                }
            }
            return new Look.Tokens(
                    held.isEmpty()
                            ? List.of()
                            : List.of(new Token(NAME, true, PinState.OK, Token.PinEntry.BY_SYSTEM, held)));
        } catch (GeneralSecurityException | IOException e) {
            return new Look.Failed(Fault.of(Code.DRIVER_FAILED));
        }
    }

    @Override
    public Answer sign(String handle, char[] pin, Origin origin, Nonce nonce) {
        try {
            var store = open();
            for (var alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate certificate
                        && Certificates.handle(certificate.getEncoded()).equals(handle)
                        && store.getKey(alias, null) instanceof PrivateKey key) {
                    return sign(certificate, key, origin, nonce);
                }
            }
            return Answer.refused(Code.NO_TOKEN);
        } catch (SignatureException e) {
            // Windows tells a person who closed its question, and a PIN that was wrong, in one word.
            return Answer.refused(Code.USER_CANCELLED);
        } catch (GeneralSecurityException | IOException e) {
            return Answer.refused(Code.DRIVER_FAILED);
        }
    }

    /** Signs with a key of Java's: the system's, or one from a file. */
    static Answer sign(X509Certificate certificate, PrivateKey key, Origin origin, Nonce nonce)
            throws GeneralSecurityException {
        var algorithm = Algorithm.of(certificate.getPublicKey());
        if (algorithm.isEmpty()) {
            return new Answer.Refused(Fault.noCertificate(false));
        }
        var signed = algorithm.get().toSign(origin, nonce);
        var signer = Signature.getInstance(algorithm.get().jca());
        signer.initSign(key);
        signer.update(signed);
        var signature = signer.sign();
        return algorithm.get().verifies(certificate.getPublicKey(), signed, signature)
                ? Answer.Signed.of(certificate, algorithm.get(), signature)
                : Answer.refused(Code.DRIVER_FAILED);
    }

    private static KeyStore open() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(NAME);
        store.load(null, null);
        return store;
    }
}
