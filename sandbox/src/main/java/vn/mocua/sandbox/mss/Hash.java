package vn.mocua.sandbox.mss;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What a SIM is to sign, and with which algorithm it was made. */
record Hash(Algorithm algorithm, byte[] value) {

    /** The algorithms that a SIM takes. */
    enum Algorithm {
        SHA256(
                "SHA-256",
                "2.16.840.1.101.3.4.2.1",
                "1.2.840.113549.1.1.11",
                32,
                "3031300d060960864801650304020105000420"),
        SHA384(
                "SHA-384",
                "2.16.840.1.101.3.4.2.2",
                "1.2.840.113549.1.1.12",
                48,
                "3041300d060960864801650304020205000430"),
        SHA512(
                "SHA-512",
                "2.16.840.1.101.3.4.2.3",
                "1.2.840.113549.1.1.13",
                64,
                "3051300d060960864801650304020305000440");

        final String name;
        final String oid;

        /** RSA with it. */
        final String signatureOid;

        private final int length;
        private final byte[] prefix;

        Algorithm(String name, String oid, String signatureOid, int length, String prefix) {
            this.name = name;
            this.oid = oid;
            this.signatureOid = signatureOid;
            this.length = length;
            this.prefix = HexFormat.of().parseHex(prefix);
        }

        static Optional<Algorithm> of(String oid) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.oid.equals(oid))
                    .findFirst();
        }
    }

    /** A bare hash, if it has the length of its algorithm. */
    static Optional<Hash> of(Algorithm algorithm, byte[] value) {
        return value.length == algorithm.length ? Optional.of(new Hash(algorithm, value)) : Optional.empty();
    }

    /** A bare hash whose length names the algorithm. */
    static Optional<Hash> of(byte[] value) {
        return Arrays.stream(Algorithm.values())
                .flatMap(algorithm -> of(algorithm, value).stream())
                .findFirst();
    }

    /** RFC 8017, 9.2: the DER of a DigestInfo, parameters NULL. */
    static Optional<Hash> ofDigestInfo(byte[] der) {
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> der.length == algorithm.prefix.length + algorithm.length
                        && Arrays.equals(der, 0, algorithm.prefix.length, algorithm.prefix, 0, algorithm.prefix.length))
                .map(algorithm -> new Hash(algorithm, Arrays.copyOfRange(der, algorithm.prefix.length, der.length)))
                .findFirst();
    }

    static Hash over(byte[] content) {
        try {
            return new Hash(
                    Algorithm.SHA256, MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] digestInfo() {
        var info = Arrays.copyOf(algorithm.prefix, algorithm.prefix.length + value.length);
        System.arraycopy(value, 0, info, algorithm.prefix.length, value.length);
        return info;
    }

    /** Four digits to compare on two screens: six bits of the first byte and seven of the last. */
    String code() {
        return "%04d".formatted(((value[0] & 0xFC) << 5) | (value[value.length - 1] & 0x7F));
    }

    boolean isSame(Hash other) {
        return algorithm == other.algorithm && Arrays.equals(value, other.value);
    }

    @Override
    public String toString() {
        return "Hash[" + algorithm + "]";
    }
}
