package vn.mocua.sandbox.oidc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider's key: signs compact tokens (RFC 7515) and shows its public half as a JWK (RFC 7517). */
final class SigningKey {

    /** How a provider signs: RFC 7518, 3.3 and 3.4. */
    enum Algorithm {
        RS256("RSA", "SHA256withRSA", 2048),
        /** "The ECDSA P-256 SHA-256 digital signature": R and S side by side, not the JDK's usual DER. */
        ES256("EC", "SHA256withECDSAinP1363Format", 256);

        private final String family;
        private final String signature;
        private final int size;

        Algorithm(String family, String signature, int size) {
            this.family = family;
            this.signature = signature;
            this.size = size;
        }

        KeyPair freshKey() {
            try {
                var generator = KeyPairGenerator.getInstance(family);
                generator.initialize(size);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Algorithm algorithm;
    private final KeyPair pair;
    private final String id;

    private SigningKey(Algorithm algorithm, KeyPair pair, String id) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.id = id;
    }

    static SigningKey of(Algorithm algorithm, KeyPair pair) {
        return new SigningKey(algorithm, pair, thumbprint(pair));
    }

    /** Reads a pair that was kept as X.509 and PKCS #8 in Base64. */
    static SigningKey of(Algorithm algorithm, String publicKey, String privateKey) {
        try {
            var keys = KeyFactory.getInstance(algorithm.family);
            return of(
                    algorithm,
                    new KeyPair(
                            keys.generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))),
                            keys.generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a damaged signing key", e);
        }
    }

    /** Another key that claims to be this one. */
    SigningKey forged() {
        return new SigningKey(algorithm, algorithm.freshKey(), id);
    }

    Map<String, Object> jwk() {
        var jwk = new LinkedHashMap<String, Object>(members(pair));
        jwk.put("kid", id);
        jwk.put("use", "sig");
        jwk.put("alg", algorithm.name());
        return jwk;
    }

    /** A signed token. */
    String sign(Map<String, Object> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", algorithm.name());
        header.put("typ", "JWT");
        header.put("kid", id);
        var content = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance(algorithm.signature);
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 7519, 6.1: "An Unsecured JWT … using the alg Header Parameter value none". */
    static String unsigned(Map<String, Object> claims) {
        return part(Map.of("alg", "none", "typ", "JWT")) + "." + part(claims) + ".";
    }

    /** The claims of a token that this key signed. */
    Optional<JsonNode> read(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var signature = Signature.getInstance(algorithm.signature);
            signature.initVerify(pair.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    ? Optional.of(
                            JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1])))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String part(Map<String, Object> json) {
        return BASE64.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }

    /** What a JWK must have, in the order that RFC 7638 hashes it. */
    private static Map<String, Object> members(KeyPair pair) {
        var members = new TreeMap<String, Object>();
        switch (pair.getPublic()) {
            case RSAPublicKey rsa -> {
                members.put("kty", "RSA");
                members.put("n", number(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
                members.put(
                        "e",
                        number(rsa.getPublicExponent(), (rsa.getPublicExponent().bitLength() + 7) / 8));
            }
            case ECPublicKey ec -> {
                members.put("kty", "EC");
                members.put("crv", "P-256");
                members.put("x", number(ec.getW().getAffineX(), 32));
                members.put("y", number(ec.getW().getAffineY(), 32));
            }
            default -> throw new IllegalArgumentException("a key of another family");
        }
        return members;
    }

    /** An unsigned number, big end first, in exactly so many octets. */
    private static String number(BigInteger number, int octets) {
        var bytes = number.toByteArray();
        var exact = new byte[octets];
        int taken = Math.min(bytes.length, octets);
        System.arraycopy(bytes, bytes.length - taken, exact, octets - taken, taken);
        return BASE64.encodeToString(exact);
    }

    private static String thumbprint(KeyPair pair) {
        return BASE64.encodeToString(sha256(JsonMapper.shared().writeValueAsBytes(members(pair))));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** OpenID Connect Core, 3.1.3.6: "the left-most half of the hash of the octets" of a token. */
    static String halfHash(String token) {
        return BASE64.encodeToString(Arrays.copyOf(sha256(token.getBytes(StandardCharsets.US_ASCII)), 16));
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm + ", " + id + "]";
    }
}
