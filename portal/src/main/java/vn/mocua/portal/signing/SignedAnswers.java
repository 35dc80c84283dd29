package vn.mocua.portal.signing;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.signing.SignedAnswers.Answer.NotAnswered;
import vn.mocua.portal.signing.SignedAnswers.Answer.Proved;
import vn.mocua.portal.signing.SignedAnswers.Answer.Refused;
import vn.mocua.portal.signing.SignedAnswers.Answer.StatusUnavailable;
import vn.mocua.portal.signing.SignedAnswers.Answer.Unusable;
import vn.mocua.portal.signing.ToSign.Form;

/**
 * Checks what came back for a challenge, and keeps the proof.
 *
 * <p>The challenge is consumed, atomically, before anything is looked at: of twenty answers at once one is judged. Only
 * when the authority can not be asked is it given back, so that the same answer may be sent again; and when a wrong file
 * came, in which no signature was looked at. None of these may be called inside a transaction.
 */
@Component
public class SignedAnswers {

    /** What a signature is worth. */
    public sealed interface Answer {

        /** @param proof by which it is kept: {@link Proofs#find} */
        record Proved(CheckedCertificate certificate, UUID proof) implements Answer {}

        /** The signature stands, the certificate does not; or what came with it is no certificate. */
        record Refused(Flaw flaw) implements Answer {}

        /**
         * No signature over that challenge: it is unknown, used, over, another's, for another purpose, kind or origin,
         * or the signature does not verify. The person must sign anew.
         */
        record NotAnswered() implements Answer {}

        /** Not a file that could be judged: another may be sent, the challenge is as good as before. */
        record Unusable(Misfit why) implements Answer {}

        /** The authority can not be asked at present: the same answer may be sent again while the challenge lasts. */
        record StatusUnavailable() implements Answer {}
    }

    /**
     * What came, as far as it could be read.
     *
     * @param certificate DER, perhaps of nothing
     * @param isBy whether that certificate's key signed the challenge
     */
    private record Signed(byte[] certificate, Predicate<X509Certificate> isBy) {}

    private static final String TOKEN = "token";
    private static final String CMS = "cms";

    private final Challenges challenges;
    private final CertificateCheck check;
    private final Proofs proofs;
    private final Audit audit;
    private final Origin origin;
    private final List<CertificateWitness> witnesses;
    private final MeterRegistry meters;

    SignedAnswers(
            Challenges challenges,
            CertificateCheck check,
            Proofs proofs,
            Audit audit,
            Origin origin,
            List<CertificateWitness> witnesses,
            MeterRegistry meters) {
        this.challenges = challenges;
        this.check = check;
        this.proofs = proofs;
        this.audit = audit;
        this.origin = origin;
        this.witnesses = List.copyOf(witnesses);
        this.meters = meters;
    }

    /** A token in the form {@code web-eid:1.0}, as JSON. */
    public Answer token(String webEidJson, Asked asked) {
        return judged(
                TOKEN,
                asked,
                webEidJson.getBytes(StandardCharsets.UTF_8),
                challenge -> Token.read(webEidJson)
                        .map(token -> new Signed(
                                token.certificate(),
                                signer -> token.isSignedBy(signer, origin.value(), challenge.nonce()))));
    }

    /** A CMS signature over the statement's bytes, which it contains or not: {@code .p7m}, {@code .p7s}; DER or PEM. */
    public Answer cms(byte[] cms, Asked asked) {
        return judged(
                CMS,
                asked,
                cms,
                challenge -> Cms.read(cms, challenge.statement())
                        .map(read -> new Signed(
                                read.certificate(), signer -> read.isSignedBy(signer, challenge.statement()))));
    }

    /**
     * A bare signature, as a SIM or a remote signing service makes it: RSA by PKCS#1 version 1.5 or PSS, ECDSA as DER or
     * as R and S.
     *
     * @param form what {@link #toSign} or {@link #nonceToSign} said to sign
     */
    public Answer raw(byte[] signature, byte[] certificate, Form form, Asked asked) {
        return judged(
                form.name().toLowerCase(Locale.ROOT),
                asked,
                signature,
                challenge -> Optional.of(
                        new Signed(certificate, signer -> isRawBy(signer, signature, certificate, form, challenge))));
    }

    /**
     * The signed attributes for a device that signs a hash; the same each time.
     *
     * @param certificate DER of the certificate that will sign
     * @throws IllegalArgumentException when it can not be read or its key is of no use: look at it with
     *     {@link CertificateCheck} first
     */
    public ToSign toSign(Challenge challenge, byte[] certificate) {
        var algorithm = Certificates.read(certificate)
                .flatMap(read ->
                        Algorithm.allowedFor(read.getPublicKey()).stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no certificate that could sign"));
        return toSign(challenge, certificate, algorithm);
    }

    /** For a device whose certificate is not known before it signs: SHA-256 of the nonce. */
    public ToSign nonceToSign(Challenge challenge) {
        var bytes = challenge.nonce().getBytes(StandardCharsets.US_ASCII);
        return new ToSign(Form.NONCE, bytes, "SHA-256", Digest.sha256(bytes));
    }

    private Answer judged(String form, Asked asked, byte[] answer, Function<Challenge, Optional<Signed>> read) {
        var judged = challenges
                .consume(asked)
                .map(challenge -> judged(form, asked, answer, challenge, read.apply(challenge)))
                .orElseGet(NotAnswered::new);
        var outcome = switch (judged) {
            case Proved proved -> "proved";
            case Refused refused -> "refused";
            case NotAnswered nothing -> "not-answered";
            case Unusable file -> "unusable";
            case StatusUnavailable unavailable -> "unavailable";
        };
        meters.counter("mocua.signing.answers", "form", form, "outcome", outcome)
                .increment();
        return judged;
    }

    private Answer judged(String form, Asked asked, byte[] answer, Challenge challenge, Optional<Signed> read) {
        if (read.isEmpty()) {
            return unread(form, asked, answer, challenge);
        }
        var signed = read.get();
        var certificate = Certificates.read(signed.certificate()).orElse(null);
        if (certificate == null) {
            return refused(form, asked, Flaw.MALFORMED);
        }
        if (Algorithm.allowedFor(certificate.getPublicKey()).isEmpty()) {
            return refused(form, asked, Flaw.WEAK_KEY);
        }
        // Who holds no key has nobody asked about a certificate.
        if (!signed.isBy().test(certificate)) {
            return unread(form, asked, answer, challenge);
        }
        var verdict = check.check(certificate, asked.kind());
        witnesses.forEach(each -> each.judged(Digest.fingerprint(signed.certificate()), verdict));
        return switch (verdict) {
            case Verdict.Bad(var flaw, var since)
            when flaw == Flaw.STATUS_UNAVAILABLE -> {
                challenges.giveBack(challenge);
                yield new StatusUnavailable();
            }
            case Verdict.Bad(var flaw, var since) -> refused(form, asked, flaw);
            case Verdict.Good(var checked, var grounds) ->
                new Proved(checked, proofs.keep(form, asked, challenge, answer, origin.value(), checked, grounds));
        };
    }

    private Answer refused(String form, Asked asked, Flaw flaw) {
        audit.record(act("signature.refused", form, asked).with("flaw", flaw.name()));
        return new Refused(flaw);
    }

    /** A file that was chosen by mistake, or signed by a program that is set wrongly, costs nobody their code. */
    private Answer unread(String form, Asked asked, byte[] answer, Challenge challenge) {
        var why = switch (form) {
            case TOKEN ->
                Token.read(new String(answer, StandardCharsets.UTF_8)).isPresent()
                        ? Optional.<Misfit>empty()
                        : Optional.of(Misfit.NO_SIGNATURE);
            case CMS -> Cms.misfit(answer, challenge.statement());
            default -> Optional.<Misfit>empty();
        };
        if (why.isPresent()) {
            challenges.giveBack(challenge);
            return new Unusable(why.get());
        }
        audit.record(act("signature.not-answered", form, asked));
        return new NotAnswered();
    }

    static Act act(String action, String form, Asked asked) {
        var act = Act.of(action, "visitor")
                .with("form", form)
                .with("purpose", asked.purpose().word())
                .with("challenge", asked.challenge().toString());
        return asked.kind() == null ? act : act.with("kind", asked.kind().name());
    }

    private static ToSign toSign(Challenge challenge, byte[] certificate, Algorithm algorithm) {
        var bytes = SignedAttributes.encoded(
                challenge.statement(), Statement.issuedAt(challenge.statement()), certificate, algorithm);
        return new ToSign(Form.ATTRIBUTES, bytes, algorithm.hash(), Digest.of(algorithm.hash(), bytes));
    }

    private static boolean isRawBy(
            X509Certificate signer, byte[] signature, byte[] certificate, Form form, Challenge challenge) {
        var key = signer.getPublicKey();
        return Algorithm.allowedFor(key).stream().anyMatch(algorithm -> switch (form) {
            case ATTRIBUTES ->
                algorithm.verifiesInAnyForm(
                        key, toSign(challenge, certificate, algorithm).bytes(), signature);
            case NONCE ->
                algorithm.verifiesOverSha256(key, challenge.nonce().getBytes(StandardCharsets.US_ASCII), signature);
        });
    }
}
