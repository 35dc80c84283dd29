package vn.mocua.sandbox.ca;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * RSA keys as certain chips made them (CVE-2017-15361, "ROCA"): each prime is {@code k*M + (65537^a mod M)}, M being the
 * product of the first 39 primes, which leaves far too few to choose from.
 */
final class PredictableKey {

    private static final int PRIMES_IN_M = 39;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final SecureRandom RANDOM = new SecureRandom();

    private PredictableKey() {}

    static KeyPair ofBits(int bits) {
        var p = prime(bits / 2);
        var q = prime(bits / 2);
        var n = p.multiply(q);
        if (p.equals(q)) {
            throw new IllegalStateException("the same prime twice");
        }
        var pLess = p.subtract(BigInteger.ONE);
        var qLess = q.subtract(BigInteger.ONE);
        try {
            var d = EXPONENT.modInverse(pLess.multiply(qLess));
            var keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(n, EXPONENT)),
                    keys.generatePrivate(new RSAPrivateCrtKeySpec(
                            n, EXPONENT, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger prime(int bits) {
        var m = product();
        while (true) {
            var a = new BigInteger(64, RANDOM);
            var k = new BigInteger(bits - m.bitLength() + 1, RANDOM);
            var candidate = k.multiply(m).add(EXPONENT.modPow(a, m));
            // With its two highest bits set, the product of two has all the bits that it should have.
            if (candidate.bitLength() == bits
                    && candidate.testBit(bits - 2)
                    && candidate.isProbablePrime(80)
                    && candidate.subtract(BigInteger.ONE).gcd(EXPONENT).equals(BigInteger.ONE)) {
                return candidate;
            }
        }
    }

    private static BigInteger product() {
        var product = BigInteger.ONE;
        var prime = BigInteger.TWO;
        for (int i = 0; i < PRIMES_IN_M; i++) {
            product = product.multiply(prime);
            prime = prime.nextProbablePrime();
        }
        return product;
    }
}
