package vn.mocua.portal.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/** Signs mails by the key of our domain, so that whoever gets one can tell it from a forged one (DKIM, RFC 6376). */
class MailSignature {

    /** RFC 8301, 3.2: "Signers SHOULD use RSA keys of at least 2048 bits." */
    private static final int FEWEST_BITS = 2048;

    /** Those that tell what a mail is, beyond those that are signed anyway. */
    private static final List<String> FURTHER = List.of("Auto-Submitted", "Content-Language");

    private final MailSettings.Dkim settings;
    private final RSAPrivateKey key;

    private MailSignature(MailSettings.Dkim settings, RSAPrivateKey key) {
        this.settings = settings;
        this.key = key;
    }

    /** @param sender the domain of the sender's address */
    static MailSignature of(MailSettings.Dkim settings, String sender) {
        var domain = settings.domain().toLowerCase(Locale.ROOT);
        if (!("." + sender.toLowerCase(Locale.ROOT)).endsWith("." + domain)) {
            throw new IllegalArgumentException(
                    "mocua.mail.dkim.domain is neither the sender's domain nor one above it");
        }
        var signature = new MailSignature(settings, key(settings.key()));
        try {
            signature.signer();
        } catch (DkimException e) {
            throw new IllegalArgumentException("mocua.mail.dkim: a domain or selector of that form is none", e);
        }
        return signature;
    }

    MimeMessage on(MimeMessage message) throws MessagingException {
        // A copy is signed, and is to have the name that its original was given.
        var name = message.getMessageID();
        message.saveChanges();
        message.setHeader("Message-ID", name);
        return new DkimMessage(message, signer());
    }

    private DkimSigner signer() {
        var signer = new DkimSigner(settings.domain(), settings.selector(), key);
        signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setLengthParam(false);
        signer.setCopyHeaderFields(false);
        // The DNS is asked by whoever gets the mail; a node may have none.
        signer.setCheckDomainKey(false);
        FURTHER.forEach(signer::addHeaderToSign);
        return signer;
    }

    private static RSAPrivateKey key(Path file) {
        try {
            var base64 = Files.readString(file)
                    .replace("-----BEGIN PRIVATE KEY-----", "")
                    .replace("-----END PRIVATE KEY-----", "");
            var read = KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            if (read instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= FEWEST_BITS) {
                return rsa;
            }
            throw new IllegalArgumentException("mocua.mail.dkim.key has fewer than " + FEWEST_BITS + " bits");
        } catch (IOException e) {
            throw new IllegalArgumentException("mocua.mail.dkim.key cannot be read: " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("mocua.mail.dkim.key is not an RSA private key (PKCS#8, PEM)", e);
        }
    }
}
