package vn.mocua.portal.passkey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authenticator made of a key and a counter: it does what its fields say, right or wrong, and asks nobody for a finger.
 * Written after WebAuthn 6.1 and 6.5, not with the library that judges it.
 */
public final class SoftPasskey {

    public static final int USER_PRESENT = 1;
    public static final int USER_VERIFIED = 4;
    static final int BACKUP_ELIGIBLE = 8;
    static final int BACKED_UP = 16;
    private static final int WITH_CREDENTIAL = 64;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();

    final byte[] id = random(32);
    private final int algorithm;
    private final KeyPair keys;
    public String origin;
    String relyingParty = "localhost";
    public int flags = USER_PRESENT | USER_VERIFIED;
    public long count = 1;
    public byte[] handle = {};

    public SoftPasskey(String origin) {
        this(origin, -7);
    }

    /** @param algorithm as COSE names it: -7 ES256, -8 EdDSA, -257 RS256, -35 ES384 */
    SoftPasskey(String origin, int algorithm) {
        this.origin = origin;
        this.algorithm = algorithm;
        this.keys = keys(algorithm);
    }

    /** What a page of ours sends once a passkey was made. */
    Map<String, String> make(String options) {
        return make(JSON.readTree(options));
    }

    Map<String, String> make(JsonNode options) {
        handle = bytes(options.path("user").path("id").asString());
        var credential = join(
                new byte[16], ByteBuffer.allocate(2).putShort((short) id.length).array(), id, cbor(coseKey()));
        var object = new LinkedHashMap<Object, Object>();
        object.put("fmt", "none");
        object.put("attStmt", Map.of());
        object.put("authData", authenticatorData(WITH_CREDENTIAL, credential));
        return Map.of(
                "attestation", text(cbor(object)),
                "clientData",
                        text(clientData(
                                "webauthn.create", options.path("challenge").asString())),
                "transports", "internal hybrid");
    }

    /** What a page of ours sends once a passkey has signed. */
    Map<String, String> sign(String options) {
        return signFor(JSON.readTree(options).path("challenge").asString());
    }

    public Map<String, String> signFor(String challenge) {
        count++;
        return sign(clientData("webauthn.get", challenge));
    }

    Map<String, String> sign(byte[] clientData) {
        var said = authenticatorData(0, new byte[0]);
        var sent = new TreeMap<String, String>();
        sent.put("credential", text(id));
        sent.put("clientData", text(clientData));
        sent.put("authenticatorData", text(said));
        sent.put("signature", text(signature(join(said, sha256(clientData)))));
        sent.put("userHandle", text(handle));
        return sent;
    }

    byte[] clientData(String type, String challenge) {
        var data = new LinkedHashMap<String, Object>();
        data.put("type", type);
        data.put("challenge", challenge);
        data.put("origin", origin);
        data.put("crossOrigin", false);
        return JSON.writeValueAsBytes(data);
    }

    private byte[] authenticatorData(int more, byte[] credential) {
        return join(
                sha256(relyingParty.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) (flags | more)},
                ByteBuffer.allocate(4).putInt((int) count).array(),
                credential);
    }

    private Map<Object, Object> coseKey() {
        var key = new LinkedHashMap<Object, Object>();
        switch (keys.getPublic()) {
            case ECPublicKey ec -> {
                var length = algorithm == -7 ? 32 : 48;
                key.put(1, 2);
                key.put(3, algorithm);
                key.put(-1, algorithm == -7 ? 1 : 2);
                key.put(-2, fixed(ec.getW().getAffineX(), length));
                key.put(-3, fixed(ec.getW().getAffineY(), length));
            }
            case EdECPublicKey ed -> {
                key.put(1, 1);
                key.put(3, algorithm);
                key.put(-1, 6);
                var encoded = ed.getEncoded();
                key.put(-2, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            }
            case RSAPublicKey rsa -> {
                key.put(1, 3);
                key.put(3, algorithm);
                key.put(-1, fixed(rsa.getModulus(), 256));
                key.put(-2, fixed(rsa.getPublicExponent(), 3));
            }
            default -> throw new IllegalStateException();
        }
        return key;
    }

    private byte[] signature(byte[] over) {
        try {
            var signature = Signature.getInstance(
                    switch (algorithm) {
                        case -7 -> "SHA256withECDSA";
                        case -35 -> "SHA384withECDSA";
                        case -8 -> "Ed25519";
                        default -> "SHA256withRSA";
                    });
            signature.initSign(keys.getPrivate());
            signature.update(over);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(int algorithm) {
        try {
            var name = switch (algorithm) {
                case -8 -> "Ed25519";
                case -257 -> "RSA";
                default -> "EC";
            };
            var generator = KeyPairGenerator.getInstance(name);
            if (name.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(algorithm == -7 ? "secp256r1" : "secp384r1"));
            } else if (name.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 8949, as far as an authenticator needs it. */
    private static byte[] cbor(Object value) {
        return switch (value) {
            case Integer number -> number < 0 ? head(1, -1 - number) : head(0, number);
            case byte[] bytes -> join(head(2, bytes.length), bytes);
            case String text -> {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                yield join(head(3, bytes.length), bytes);
            }
            case Map<?, ?> map -> {
                var all = new ByteArrayOutputStream();
                all.writeBytes(head(5, map.size()));
                map.forEach((name, each) -> {
                    all.writeBytes(cbor(name));
                    all.writeBytes(cbor(each));
                });
                yield all.toByteArray();
            }
            default -> throw new IllegalArgumentException();
        };
    }

    private static byte[] head(int kind, int size) {
        if (size < 24) {
            return new byte[] {(byte) (kind << 5 | size)};
        }
        return size < 256
                ? new byte[] {(byte) (kind << 5 | 24), (byte) size}
                : new byte[] {(byte) (kind << 5 | 25), (byte) (size >> 8), (byte) size};
    }

    private static byte[] fixed(BigInteger number, int length) {
        var bytes = number.toByteArray();
        var fixed = new byte[length];
        var from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
        return fixed;
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
