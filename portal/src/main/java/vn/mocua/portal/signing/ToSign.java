package vn.mocua.portal.signing;

/**
 * What a device is given that signs nothing but a hash.
 *
 * @param bytes what is signed
 * @param algorithm of the hash, by the strength of the key: {@code SHA-256}, {@code SHA-384} or {@code SHA-512}
 * @param hash of the bytes
 */
public record ToSign(Form form, byte[] bytes, String algorithm, byte[] hash) {

    /** What the bytes are. */
    public enum Form {
        /**
         * The DER of the signed attributes of a CMS signature over the statement (RFC 5652 section 5.4), which name the
         * certificate: it must be known beforehand.
         */
        ATTRIBUTES,
        /** The challenge's nonce, in ASCII: for devices whose certificate comes with the signature only. */
        NONCE
    }
}
