package vn.mocua.agent.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import vn.mocua.agent.protocol.Malformed;

/** A list whose bytes stand as they were signed; the public key is part of the program. */
final class SignedList {

    private static final String KEY = "/vn/mocua/agent/list-key.pub";

    private SignedList() {}

    /** The bytes, if the signature beside them (Ed25519, base64) is that of the program's key. */
    static byte[] checked(byte[] list, byte[] signature) throws Malformed {
        try {
            var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(base64(resource(KEY))));
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(list);
            if (verifier.verify(base64(signature))) {
                return list;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not a signature at all.
        }
        throw new Malformed("the list is not signed by the key of this program");
    }

    static byte[] resource(String name) {
        try (var in = SignedList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static byte[] base64(byte[] text) {
        return Base64.getDecoder().decode(new String(text, US_ASCII).strip());
    }
}
