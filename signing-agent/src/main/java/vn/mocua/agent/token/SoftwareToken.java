package vn.mocua.agent.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;

/**
 * A PKCS#12 file that plays a token, for trying things out: its password is the PIN, and three wrong ones in a row lock
 * it until the agent is started anew. Where the file hides its certificates too, they are known only after the PIN.
 */
public final class SoftwareToken implements TokenSource {

    private final Path file;
    private PinState pin = PinState.OK;

    public SoftwareToken(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Look look() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), null);
            var held = new ArrayList<Held>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    held.add(new Held(Certificates.handle(certificate.getEncoded()), certificate));
                }
            }
            if (held.isEmpty()) {
                held.add(new Held("", null));
            }
            return new Look.Tokens(List.of(new Token(name(), true, pin, Token.PinEntry.TYPED, held)));
        } catch (IOException | GeneralSecurityException e) {
            // A file that is gone is a token that was pulled out.
            return new Look.Tokens(List.of());
        }
    }

    @Override
    public synchronized Answer sign(String handle, char[] password, Origin origin, Nonce nonce) {
        if (pin == PinState.LOCKED) {
            return new Answer.Refused(Fault.wrongPin(PinState.LOCKED));
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return Answer.refused(Code.NO_TOKEN);
        }
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            pin = PinState.OK;
            for (var alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate certificate
                        && (handle.isEmpty() || handle.equals(Certificates.handle(certificate.getEncoded())))
                        && store.getKey(alias, password) instanceof PrivateKey key) {
                    return sign(certificate, key, origin, nonce);
                }
            }
            return new Answer.Refused(Fault.noCertificate(false));
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                pin = pin.afterWrong();
                return new Answer.Refused(Fault.wrongPin(pin));
            }
            return Answer.refused(Code.DRIVER_FAILED);
        } catch (GeneralSecurityException e) {
            return Answer.refused(Code.DRIVER_FAILED);
        }
    }

    private static Answer sign(X509Certificate certificate, PrivateKey key, Origin origin, Nonce nonce)
            throws GeneralSecurityException {
        var held = new Held("", certificate);
        if (!held.signs() || !held.isInDate(Instant.now())) {
            return new Answer.Refused(Fault.noCertificate(held.signs()));
        }
        return SystemStore.sign(certificate, key, origin, nonce);
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }
}
