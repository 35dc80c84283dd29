package vn.mocua.portal.signing;

import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Checks what came back for a challenge, and keeps the proof.
 *
 * <p>The challenge is consumed, atomically, before anything is looked at: of twenty answers at once one is judged. Only
 * when the authority can not be asked is it given back, so that the same answer may be sent again. None of these may be
 * called inside a transaction.
 */
@Component
public class SignedAnswers {

    /** What a signature is worth. */
    public sealed interface Answer {

        /** @param proof by which it is kept: {@link Proofs#find} */
        record Proved(CheckedCertificate certificate, UUID proof) implements Answer {}

        /** The signature stands, the certificate does not. */
        record Refused(Flaw flaw) implements Answer {}

        /**
         * No signature over that challenge: it is unknown, used, over, another's, for another purpose, kind or origin,
         * or the signature does not verify. The person must sign anew.
         */
        record NotAnswered() implements Answer {}

        /** The authority can not be asked at present: the same answer may be sent again while the challenge lasts. */
        record StatusUnavailable() implements Answer {}
    }

    /** A token in the form {@code web-eid:1.0}, as JSON. */
    public Answer token(String webEidJson, Asked asked) {
        throw new UnsupportedOperationException();
    }

    /** A CMS signature over the statement's bytes, which it contains or not: {@code .p7m}, {@code .p7s}; DER or PEM. */
    public Answer cms(byte[] cms, Asked asked) {
        throw new UnsupportedOperationException();
    }

    /**
     * A bare signature, as a SIM or a remote signing service makes it: RSA by PKCS#1 version 1.5, ECDSA as DER or as
     * R and S.
     *
     * @param form what {@link #toSign} or {@link #nonceToSign} said to sign
     */
    public Answer raw(byte[] signature, byte[] certificate, ToSign.Form form, Asked asked) {
        throw new UnsupportedOperationException();
    }

    /**
     * The signed attributes for a device that signs a hash; the same each time.
     *
     * @param certificate DER of the certificate that will sign
     * @throws IllegalArgumentException when it can not be read: look at it with {@link CertificateCheck} first
     */
    public ToSign toSign(Challenge challenge, byte[] certificate) {
        throw new UnsupportedOperationException();
    }

    /** For a device whose certificate is not known before it signs: SHA-256 of the nonce. */
    public ToSign nonceToSign(Challenge challenge) {
        throw new UnsupportedOperationException();
    }
}
