package vn.mocua.sandbox.oidc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Checks a signature against a published key, as whoever trusts the provider would. */
final class Jws {

    private Jws() {}

    static boolean isSignedBy(String token, JsonNode jwk) throws Exception {
        boolean rsa = jwk.get("kty").asString().equals("RSA");
        var signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
        signature.initVerify(key(jwk));
        var parts = token.split("\\.", -1);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return !parts[2].isEmpty() && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static PublicKey key(JsonNode jwk) throws Exception {
        if (jwk.get("kty").asString().equals("RSA")) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        }
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(jwk, "x"), number(jwk, "y")),
                        curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get(name).asString()));
    }
}
