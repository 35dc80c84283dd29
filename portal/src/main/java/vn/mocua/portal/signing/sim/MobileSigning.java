package vn.mocua.portal.signing.sim;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * Somebody who runs SIMs that sign. Each call is one question, asked inside {@code Outside.call}; whatever is neither
 * an answer nor a failure of the list is {@link vn.mocua.portal.outside.OutsideUnavailable}.
 */
interface MobileSigning {

    /** What the SIM of a number holds. */
    Holding certificates(PhoneNumber phone);

    /** Has the SIM show a text and sign a hash. */
    Status start(Prompt prompt);

    /** How a prompt fares; it may be asked again by whatever {@link Status.Pending} says next. */
    Status ask(String transaction);

    /** Whether the answer to {@link #start} waits for the person, so that it needs the time a person needs. */
    default boolean waitsForPerson() {
        return false;
    }

    /**
     * A key on the SIM.
     *
     * @param name by which the provider knows it; may be empty
     * @param chain its certificate in DER, then those of its issuers as far as the provider told
     */
    record Credential(String name, List<byte[]> chain) {

        byte[] certificate() {
            return chain.getFirst();
        }

        @Override
        public String toString() {
            return "Credential[***]";
        }
    }

    /**
     * What a SIM is to do.
     *
     * @param id of our transaction; a question that is repeated carries the same
     * @param algorithm of the hash: {@code SHA-256}, {@code SHA-384} or {@code SHA-512}
     * @param hash of what is signed
     * @param text shown on the phone: unaccented, at most 110 characters
     * @param life how long the person may take
     */
    record Prompt(
            UUID id,
            PhoneNumber phone,
            Credential credential,
            String algorithm,
            byte[] hash,
            String text,
            Duration life) {

        @Override
        public String toString() {
            return "Prompt[" + id + "]";
        }
    }

    /** What came of asking for certificates. */
    sealed interface Holding {

        /** At least one. */
        record Certificates(List<Credential> all) implements Holding {}

        record Nothing(Code code, String detail) implements Holding {}
    }

    /** How a prompt fares. */
    sealed interface Status {

        /** @param transaction what the provider is asked next time */
        record Pending(String transaction) implements Status {}

        /**
         * Not verified yet.
         *
         * @param signature PKCS#1 or ECDSA in DER
         * @param certificate in DER, of the key that signed; empty when the provider does not say
         */
        record Signed(byte[] signature, byte[] certificate) implements Status {}

        /** @param detail the provider's own word for it, for operators */
        record Failed(Code code, String detail) implements Status {}
    }

    /** Why there is no signature. */
    enum Code {
        USER_CANCELLED,
        USER_TIMEOUT,
        PIN_WRONG,
        PIN_BLOCKED,
        CARD_BLOCKED,
        PHONE_UNREACHABLE,
        DELIVERY_FAILED,
        NOT_SUBSCRIBED,
        NO_CERT,
        SIM_INCOMPATIBLE,
        CERT_REVOKED,
        CERT_EXPIRED,
        ALREADY_IN_PROGRESS,
        HASH_MISMATCH,
        QUOTA,
        PROVIDER_AUTH,
        BAD_REQUEST,
        UNKNOWN_TXN,
        PROVIDER_DOWN;

        /**
         * Whether it is told like a prompt that nobody answered, and no sooner: who types a number must not learn
         * whether its SIM can sign.
         */
        boolean isTold() {
            return this != NOT_SUBSCRIBED && this != NO_CERT && this != USER_TIMEOUT;
        }

        /** As message keys and the table write it. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Code of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }
}
