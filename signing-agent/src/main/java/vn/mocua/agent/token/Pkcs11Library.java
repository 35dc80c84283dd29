package vn.mocua.agent.token;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.*;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Session;
import org.xipki.pkcs11.wrapper.Slot;
import org.xipki.pkcs11.wrapper.StaticLogger;
import org.xipki.pkcs11.wrapper.TokenInfo;
import vn.mocua.agent.protocol.Algorithm;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Answer.Refused;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;

/** A maker's driver by PKCS#11. It is started and ended for each look and each signature: no session outlives its use. */
final class Pkcs11Library implements TokenSource {

    /** SHA-256 of what follows, as PKCS#1 v1.5 writes it: for tokens that do not hash. */
    private static final byte[] SHA256_INFO = {
        0x30,
        0x31,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x60,
        (byte) 0x86,
        0x48,
        0x01,
        0x65,
        0x03,
        0x04,
        0x02,
        0x01,
        0x05,
        0x00,
        0x04,
        0x20
    };

    private final PKCS11Module module;

    private Pkcs11Library(PKCS11Module module) {
        this.module = module;
    }

    /** Loads the library, or says that it is none. */
    static Pkcs11Library load(String path) throws IOException {
        StaticLogger.setLogger(new Silence());
        return new Pkcs11Library(PKCS11Module.getInstance(path));
    }

    @Override
    public Look look() {
        try {
            module.initialize();
            try {
                var tokens = new ArrayList<Token>();
                for (var slot : module.getSlotList(true)) {
                    var token = token(slot);
                    if (token != null) {
                        tokens.add(token);
                    }
                }
                return new Look.Tokens(tokens);
            } finally {
                module.finalize(null);
            }
        } catch (PKCS11Exception e) {
            return new Look.Failed(fault(e, PinState.OK));
        }
    }

    @Override
    public Answer sign(String handle, char[] pin, Origin origin, Nonce nonce) {
        try {
            module.initialize();
            try {
                for (var slot : module.getSlotList(true)) {
                    var answer = sign(slot, handle, pin, origin, nonce);
                    if (answer != null) {
                        return answer;
                    }
                }
                return Answer.refused(Code.NO_TOKEN);
            } finally {
                module.finalize(null);
            }
        } catch (PKCS11Exception e) {
            return new Refused(fault(e, PinState.OK));
        }
    }

    private static @Nullable Token token(Slot slot) throws PKCS11Exception {
        try {
            var info = slot.getToken().getTokenInfo();
            if (!info.isTokenInitialized() || !info.hasFlagBit(CKF_USER_PIN_INITIALIZED)) {
                return new Token(info.getLabel(), false, PinState.OK, Token.PinEntry.TYPED, List.of());
            }
            var session = slot.getToken().openSession(false);
            try {
                var held = new ArrayList<Held>();
                for (var found : certificates(session)) {
                    held.add(new Held(found.handle, found.certificate));
                }
                return new Token(info.getLabel(), true, pin(info), entry(info), held);
            } finally {
                session.closeSession();
            }
        } catch (PKCS11Exception e) {
            // One that was pulled out meanwhile, or that this driver does not know: not this driver's token.
            if (e.getErrorCode() == CKR_TOKEN_NOT_PRESENT
                    || e.getErrorCode() == CKR_TOKEN_NOT_RECOGNIZED
                    || e.getErrorCode() == CKR_DEVICE_REMOVED) {
                return null;
            }
            throw e;
        }
    }

    private static Token.PinEntry entry(TokenInfo info) {
        return info.isProtectedAuthenticationPath() ? Token.PinEntry.ON_DEVICE : Token.PinEntry.TYPED;
    }

    private static PinState pin(TokenInfo info) {
        return pin(info.getFlags());
    }

    static PinState pin(long flags) {
        if ((flags & CKF_USER_PIN_LOCKED) != 0) {
            return PinState.LOCKED;
        }
        if ((flags & CKF_USER_PIN_FINAL_TRY) != 0) {
            return PinState.FINAL;
        }
        return (flags & CKF_USER_PIN_COUNT_LOW) != 0 ? PinState.LOW : PinState.OK;
    }

    private static @Nullable Answer sign(Slot slot, String handle, char[] pin, Origin origin, Nonce nonce)
            throws PKCS11Exception {
        var token = slot.getToken();
        var info = token.getTokenInfo();
        if (!info.isTokenInitialized()) {
            return null;
        }
        var session = token.openSession(false);
        try {
            for (var found : certificates(session)) {
                if (found.handle.equals(handle)) {
                    return sign(session, found, info, pin, origin, nonce);
                }
            }
            return null;
        } finally {
            session.closeSession();
        }
    }

    private static Answer sign(Session session, Found found, TokenInfo info, char[] pin, Origin origin, Nonce nonce)
            throws PKCS11Exception {
        var algorithm = Algorithm.of(found.certificate.getPublicKey());
        if (algorithm.isEmpty()) {
            return new Refused(Fault.noCertificate(false));
        }
        if (pin(info) == PinState.LOCKED) {
            return new Refused(Fault.wrongPin(PinState.LOCKED));
        }
        try {
            session.login(CKU_USER, info.isProtectedAuthenticationPath() ? null : pin);
        } catch (PKCS11Exception e) {
            return new Refused(fault(e, pin(session.getToken().getTokenInfo())));
        }
        try {
            var key = privateKey(session, found.id);
            if (key.isEmpty()) {
                return new Refused(Fault.noCertificate(false));
            }
            var signed = algorithm.get().toSign(origin, nonce);
            var signature = sign(session, key.getFirst(), algorithm.get(), signed, pin);
            return algorithm.get().verifies(found.certificate.getPublicKey(), signed, signature)
                    ? Answer.Signed.of(found.certificate, algorithm.get(), signature)
                    : Answer.refused(Code.DRIVER_FAILED);
        } finally {
            session.logout();
        }
    }

    private static byte[] sign(Session session, long key, Algorithm algorithm, byte[] data, char[] pin)
            throws PKCS11Exception {
        long mechanism = CKM_ECDSA;
        var input = algorithm.digest(data);
        if (algorithm == Algorithm.RS256) {
            mechanism = knows(session, CKM_SHA256_RSA_PKCS) ? CKM_SHA256_RSA_PKCS : CKM_RSA_PKCS;
            input = mechanism == CKM_SHA256_RSA_PKCS ? data : concat(SHA256_INFO, input);
        }
        session.signInit(new Mechanism(mechanism), key);
        if (Boolean.TRUE.equals(
                session.getAttrValues(key, CKA_ALWAYS_AUTHENTICATE).alwaysAuthenticate())) {
            // The same PIN that was right a moment ago: such keys want it for each signature.
            session.login(CKU_CONTEXT_SPECIFIC, pin);
        }
        return session.sign(input);
    }

    private static boolean knows(Session session, long mechanism) {
        return Arrays.stream(session.getToken().getMechanismList()).anyMatch(known -> known == mechanism);
    }

    /** The key with the certificate's id; where the maker gave none, the only key there is. */
    private static List<Long> privateKey(Session session, String id) throws PKCS11Exception {
        if (!id.isEmpty()) {
            var named = find(
                    session,
                    new AttributeVector()
                            .class_(CKO_PRIVATE_KEY)
                            .id(HexFormat.of().parseHex(id)));
            if (!named.isEmpty()) {
                return named;
            }
        }
        var all = find(session, new AttributeVector().class_(CKO_PRIVATE_KEY));
        return all.size() == 1 ? all : List.of();
    }

    private static List<Found> certificates(Session session) throws PKCS11Exception {
        var found = new ArrayList<Found>();
        for (var object : find(session, AttributeVector.newX509Certificate())) {
            var attributes = session.getAttrValues(object, CKA_VALUE, CKA_ID);
            var der = attributes.getByteArrayAttrValue(CKA_VALUE);
            if (der != null) {
                try {
                    found.add(new Found(
                            Certificates.handle(der),
                            Certificates.of(der),
                            hex(attributes.getByteArrayAttrValue(CKA_ID))));
                } catch (CertificateException e) {
                    // Something else that lies on the token.
                }
            }
        }
        return found;
    }

    private static List<Long> find(Session session, AttributeVector template) throws PKCS11Exception {
        return Arrays.stream(session.findAllObjectsSingle(template)).boxed().toList();
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Fault fault(PKCS11Exception e, PinState left) {
        var code = e.getErrorCode();
        if (code == CKR_PIN_INCORRECT || code == CKR_PIN_LEN_RANGE || code == CKR_PIN_INVALID) {
            return Fault.wrongPin(left);
        }
        if (code == CKR_PIN_LOCKED) {
            return Fault.wrongPin(PinState.LOCKED);
        }
        if (code == CKR_FUNCTION_CANCELED) {
            return Fault.of(Code.USER_CANCELLED);
        }
        if (code == CKR_DEVICE_REMOVED || code == CKR_TOKEN_NOT_PRESENT) {
            return Fault.of(Code.NO_TOKEN);
        }
        if (code == CKR_TOKEN_NOT_RECOGNIZED || code == CKR_USER_PIN_NOT_INITIALIZED) {
            return Fault.of(Code.TOKEN_UNINITIALISED);
        }
        return Fault.of(Code.DRIVER_FAILED);
    }

    private record Found(String handle, X509Certificate certificate, String id) {}
}
