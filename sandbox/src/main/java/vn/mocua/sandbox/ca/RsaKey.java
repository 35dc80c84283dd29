package vn.mocua.sandbox.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.operator.ContentSigner;

/**
 * An RSA key of an authority. It is the product of primes of 1024 bits each, as many as it takes (RFC 8017, 3.2:
 * "multi-prime"): 4096 bits are found in a quarter of the time that two long primes need, and sign four times as fast;
 * whoever verifies sees no difference.
 */
record RsaKey(List<BigInteger> primes) implements SigningKey {

    private static final int PRIME_BITS = 1024;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AlgorithmIdentifier SHA256_WITH_RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    private static final Map<ASN1ObjectIdentifier, Digest> DIGESTS = Map.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption, new Digest("SHA-256", NISTObjectIdentifiers.id_sha256),
            PKCSObjectIdentifiers.sha1WithRSAEncryption, new Digest("SHA-1", OIWObjectIdentifiers.idSHA1),
            PKCSObjectIdentifiers.md5WithRSAEncryption, new Digest("MD5", PKCSObjectIdentifiers.md5));

    private record Digest(String name, ASN1ObjectIdentifier oid) {}

    /** A new key of 2048, 3072 or 4096 bits. */
    static RsaKey ofBits(int bits) {
        var primes = new ArrayList<BigInteger>();
        while (primes.size() < bits / PRIME_BITS) {
            // With their three highest bits set, the product of up to five has all the bits that it should have.
            var start = new BigInteger(PRIME_BITS, RANDOM)
                    .setBit(PRIME_BITS - 1)
                    .setBit(PRIME_BITS - 2)
                    .setBit(PRIME_BITS - 3);
            var prime = start.nextProbablePrime();
            if (prime.bitLength() == PRIME_BITS
                    && !primes.contains(prime)
                    && prime.subtract(BigInteger.ONE).gcd(EXPONENT).equals(BigInteger.ONE)) {
                primes.add(prime);
            }
        }
        return new RsaKey(List.copyOf(primes));
    }

    private BigInteger modulus() {
        return primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Override
    public PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus(), EXPONENT));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ContentSigner signer() {
        return signer(SHA256_WITH_RSA);
    }

    /** Signs by one of the RSA algorithms with PKCS #1 padding. */
    ContentSigner signer(AlgorithmIdentifier algorithm) {
        var content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return algorithm;
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return sign(algorithm, content.toByteArray());
            }
        };
    }

    /** RFC 8017, 8.2.1: RSASSA-PKCS1-v1_5. */
    private byte[] sign(AlgorithmIdentifier algorithm, byte[] content) {
        try {
            var digest = DIGESTS.get(algorithm.getAlgorithm());
            if (digest == null) {
                throw new IllegalArgumentException("cannot sign by " + algorithm.getAlgorithm());
            }
            var info = new DigestInfo(
                            new AlgorithmIdentifier(digest.oid(), DERNull.INSTANCE),
                            MessageDigest.getInstance(digest.name()).digest(content))
                    .getEncoded();
            var padded = new byte[primes.size() * PRIME_BITS / 8];
            Arrays.fill(padded, 1, padded.length, (byte) 0xFF);
            padded[1] = 1;
            padded[padded.length - info.length - 1] = 0;
            System.arraycopy(info, 0, padded, padded.length - info.length, info.length);
            return octets(raised(new BigInteger(1, padded)), padded.length);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The message to the private exponent, prime by prime, put together by the Chinese remainder theorem. */
    private BigInteger raised(BigInteger message) {
        var modulus = modulus();
        var sum = BigInteger.ZERO;
        for (var prime : primes) {
            var exponent = EXPONENT.modInverse(prime.subtract(BigInteger.ONE));
            var others = modulus.divide(prime);
            var share = message.mod(prime).modPow(exponent, prime).multiply(others.modInverse(prime));
            sum = sum.add(share.mod(prime).multiply(others));
        }
        return sum.mod(modulus);
    }

    private static byte[] octets(BigInteger number, int length) {
        var bytes = number.toByteArray();
        var exact = new byte[length];
        int taken = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - taken, exact, length - taken, taken);
        return exact;
    }

    @Override
    public String toString() {
        return "RsaKey[" + primes.size() * PRIME_BITS + "]";
    }
}
