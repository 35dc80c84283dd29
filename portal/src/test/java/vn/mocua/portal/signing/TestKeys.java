package vn.mocua.portal.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of tests; RSA's, which take a while, are made once for each name. */
final class TestKeys {

    private static final Map<String, KeyPair> RSA = new ConcurrentHashMap<>();

    private TestKeys() {}

    static KeyPair ec() {
        return ec("secp256r1");
    }

    static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(String name, int bits) {
        return rsa(name, bits, RSAKeyGenParameterSpec.F4);
    }

    static KeyPair rsa(String name, int bits, BigInteger exponent) {
        return RSA.computeIfAbsent(name + bits + exponent, key -> {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
