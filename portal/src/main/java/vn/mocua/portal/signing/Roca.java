package vn.mocua.portal.signing;

import java.math.BigInteger;

/**
 * Keys that certain chips made too predictably (CVE-2017-15361): modulo each of some small primes their modulus is a
 * power of 65537, which by chance happens to one key in a hundred million.
 */
final class Roca {

    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };
    private static final BigInteger[] POWERS = powers();

    private Roca() {}

    static boolean isWeak(BigInteger modulus) {
        for (int i = 0; i < PRIMES.length; i++) {
            var remainder = modulus.mod(BigInteger.valueOf(PRIMES[i])).intValue();
            if (!POWERS[i].testBit(remainder)) {
                return false;
            }
        }
        return true;
    }

    /** For each prime, as bits, the remainders that powers of 65537 leave. */
    private static BigInteger[] powers() {
        var powers = new BigInteger[PRIMES.length];
        for (int i = 0; i < PRIMES.length; i++) {
            powers[i] = BigInteger.ZERO;
            long power = 1;
            do {
                powers[i] = powers[i].setBit((int) power);
                power = power * 65_537 % PRIMES[i];
            } while (power != 1);
        }
        return powers;
    }
}
