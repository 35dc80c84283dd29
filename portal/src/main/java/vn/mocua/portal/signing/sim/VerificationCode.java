package vn.mocua.portal.signing.sim;

/** Four digits that a person compares on two screens. */
final class VerificationCode {

    /** What a SIM puts its own code for, where a provider wants it so. */
    static final String PLACE = "%%VC%%";

    private VerificationCode() {}

    /** As Estonian Mobile-ID has it: six bits of the first byte of a hash and seven of the last. */
    static String of(byte[] hash) {
        return "%04d".formatted(((hash[0] & 0xFC) << 5) | (hash[hash.length - 1] & 0x7F));
    }
}
