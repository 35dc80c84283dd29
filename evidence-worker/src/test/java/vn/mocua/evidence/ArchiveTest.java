package vn.mocua.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.europa.esig.dss.model.DSSException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.evidence.Authorities.Certified;
import vn.mocua.evidence.Finding.Outcome;

class ArchiveTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ORIGIN = "https://portal.example";

    private final Clock clock = Clock.systemUTC();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    private final Instant inFiveYears = now.plus(Duration.ofDays(5 * 365));

    @TempDir
    Path folder;

    private Authorities authorities;
    private Certified an;
    private Trust trust;
    private Seal seal;
    private Archive archive;
    private Review review;

    @BeforeEach
    void found() throws Exception {
        authorities = new Authorities(clock);
        an = authorities.person("An");
        var sealing = authorities.person("Portal");
        seal = new Seal(sealing.key(), List.of(sealing.certificate(), authorities.authority.certificate()));
        trust = Trust.of(authorities.bundle(folder));
        archive = new Archive(trust, seal, authorities.stamps(), clock);
        review = new Review(trust, seal.holder());
    }

    @AfterEach
    void close() {
        authorities.close();
    }

    @Test
    void aProofIsSoundNowAndInFiveYearsWhenNobodyAnswersAnyMore() throws Exception {
        var proof = bytes(proof());
        var sealed = archive.of(proof);
        authorities.close();

        assertThat(look(proof, sealed, now).outcome()).isEqualTo(Outcome.SOUND);
        var later = look(proof, sealed, inFiveYears);
        assertThat(later.isSound()).isTrue();
        assertThat(later.sealedAt()).isBetween(now.minusSeconds(5), now.plusSeconds(60));
        assertThat(later.renewBefore()).isAfter(inFiveYears);
    }

    @Test
    void itStaysSoundAfterTheCertificateWasRevoked() throws Exception {
        var proof = bytes(proof());
        var sealed = archive.of(proof);
        authorities.revoke(an.certificate());

        assertThat(look(proof, sealed, inFiveYears).isSound()).isTrue();
    }

    @Test
    void whatIsRenewedInTimeOutlivesItsFirstStamp() throws Exception {
        var proof = bytes(proof());
        var once = archive.of(proof);
        var twice = archive.renewed(once);

        assertThat(twice.length).isGreaterThan(once.length);
        assertThat(look(proof, twice, inFiveYears).isSound()).isTrue();
        assertThat(look(proof, once, now.plus(Duration.ofDays(9 * 365))).outcome())
                .isEqualTo(Outcome.ARCHIVE_ENDED);
    }

    @Test
    void aSignatureOverTheStatementItselfIsAsGood() throws Exception {
        var proof = bytes(signedMessage());

        assertThat(look(proof, archive.of(proof), inFiveYears).isSound()).isTrue();
    }

    @Test
    void whatASimSignedIsAsGoodWhetherItSignedAttributesOrTheNonce() throws Exception {
        var statement = Authorities.utf8("{\"kind\":\"citizen\",\"random\":\"3\"}");
        var attributes = new DERSet(
                        new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(sha(statement)))))
                .getEncoded();
        var nonce = nonce(statement);

        assertThat(lookAt(bare(statement, Proof.Form.ATTRIBUTES, attributes, attributes)))
                .isEqualTo(Outcome.NOT_ARCHIVED);
        assertThat(lookAt(bare(statement, Proof.Form.NONCE, Authorities.utf8(nonce), null)))
                .isEqualTo(Outcome.NOT_ARCHIVED);
        assertThat(lookAt(bare(Authorities.utf8("{}"), Proof.Form.ATTRIBUTES, attributes, attributes)))
                .as("attributes of another statement")
                .isEqualTo(Outcome.SIGNATURE_BROKEN);
        assertThat(lookAt(bare(statement, Proof.Form.NONCE, Authorities.utf8("mocua1.in.x"), null)))
                .isEqualTo(Outcome.SIGNATURE_BROKEN);
    }

    private Proof bare(byte[] statement, Proof.Form form, byte[] signed, byte[] attributes) throws Exception {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(an.key());
        signature.update(signed);
        return new Proof(
                "0198-3",
                now,
                ORIGIN,
                nonce(statement),
                statement,
                form,
                signature.sign(),
                null,
                attributes,
                List.of(an.certificate().getEncoded()),
                List.of(authorities.status(an.certificate(), CertificateStatus.GOOD)),
                List.of());
    }

    @Test
    void everyChangedByteOfAProofIsFound() throws Exception {
        var proof = bytes(proof());
        var sealed = archive.of(proof);

        for (var i = 0; i < proof.length; i += 97) {
            var changed = proof.clone();
            changed[i] ^= 1;
            assertThat(outcome(changed, sealed)).as("byte " + i).isNotEqualTo("SOUND");
        }
    }

    @Test
    void anArchiveWhoseContentWasChangedOrCutIsFound() throws Exception {
        var proof = bytes(proof());
        var sealed = archive.of(proof);
        var content =
                new String(sealed, StandardCharsets.ISO_8859_1).indexOf(new String(proof, StandardCharsets.ISO_8859_1));

        assertThat(content).isPositive();
        for (var place : List.of(content, content + proof.length / 2, content + proof.length - 1)) {
            var changed = sealed.clone();
            changed[place] ^= 1;
            assertThat(outcome(proof, changed)).as("byte " + place).isEqualTo("ARCHIVE_BROKEN");
        }
        assertThat(outcome(proof, Arrays.copyOf(sealed, sealed.length - 1))).isEqualTo("ARCHIVE_BROKEN");
        assertThat(outcome(proof, new byte[0])).isEqualTo("ARCHIVE_BROKEN");
    }

    @Test
    void anotherProofsArchiveIsNotItsOwn() throws Exception {
        var proof = bytes(proof());

        assertThat(look(proof, archive.of(bytes(signedMessage())), now).outcome())
                .isEqualTo(Outcome.OTHER_CONTENT);
    }

    @Test
    void aSealOfSomebodyElseIsWorthNothing() throws Exception {
        try (var strangers = new Authorities(clock)) {
            var stranger = strangers.person("Portal");
            var theirs = new Archive(
                    Trust.of(strangers.bundle(folder)),
                    new Seal(stranger.key(), List.of(stranger.certificate(), strangers.authority.certificate())),
                    strangers.stamps(),
                    clock);
            var proof = bytes(proof());

            assertThat(look(proof, theirs.of(proof), now).outcome()).isEqualTo(Outcome.ARCHIVE_BROKEN);
        }
    }

    @Test
    void aSealOfSomebodyWhomTheSameAuthorityCertifiedIsWorthNothingEither() throws Exception {
        var sealing = new Seal(an.key(), List.of(an.certificate(), authorities.authority.certificate()));
        var proof = bytes(proof());
        var forged = new Archive(trust, sealing, authorities.stamps(), clock).of(proof);

        assertThat(look(proof, forged, now).outcome()).isEqualTo(Outcome.OTHER_SEAL);
        assertThat(new Review(trust, null)
                        .of(proof, proof(), archive.of(proof), now)
                        .outcome())
                .as("whose seal is good is not known")
                .isEqualTo(Outcome.OTHER_SEAL);
    }

    @Test
    void whatIsNotArchivedIsSaidToBeSo() throws Exception {
        assertThat(look(bytes(proof()), null, now).outcome()).isEqualTo(Outcome.NOT_ARCHIVED);
    }

    @Test
    void aProofThatWasNeverGoodIsFoundWhateverItsArchiveSays() throws Exception {
        var good = proof();
        var other = authorities.person("Other");
        var statement = Authorities.utf8("{\"kind\":\"business\"}");
        var ocsp = good.ocsp();

        assertThat(lookAt(with(good, statement, good.chain(), ocsp, List.of()))).isEqualTo(Outcome.STATEMENT_CHANGED);
        assertThat(lookAt(
                        with(good, good.statement(), List.of(other.certificate().getEncoded()), ocsp, List.of())))
                .isEqualTo(Outcome.SIGNATURE_BROKEN);
        assertThat(lookAt(with(good, good.statement(), good.chain(), List.of(), List.of())))
                .isEqualTo(Outcome.STATUS_UNPROVEN);
        var revoked = new RevokedStatus(Date.from(now), CRLReason.keyCompromise);
        assertThat(lookAt(with(
                        good,
                        good.statement(),
                        good.chain(),
                        List.of(authorities.status(an.certificate(), revoked)),
                        List.of())))
                .isEqualTo(Outcome.REVOKED);
        assertThat(lookAt(with(
                        good,
                        good.statement(),
                        good.chain(),
                        List.of(authorities.status(an.certificate(), CertificateStatus.GOOD, other)),
                        List.of())))
                .as("an answer by somebody who was not named for answering")
                .isEqualTo(Outcome.STATUS_UNPROVEN);
        assertThat(lookAt(with(
                        good,
                        good.statement(),
                        good.chain(),
                        List.of(authorities.status(other.certificate(), CertificateStatus.GOOD)),
                        List.of())))
                .as("an answer about another certificate")
                .isEqualTo(Outcome.STATUS_UNPROVEN);
    }

    @Test
    void aResponderThatTheAuthorityNamedMayHaveAKeyOfAnotherKind() throws Exception {
        var good = proof();
        var answer = authorities.status(an.certificate(), CertificateStatus.GOOD, authorities.responder());

        assertThat(lookAt(with(good, good.statement(), good.chain(), List.of(answer), List.of())))
                .isEqualTo(Outcome.NOT_ARCHIVED);
    }

    @Test
    void aListThatDoesNotNameTheCertificateProvesItsStatusToo() throws Exception {
        var good = proof();
        var before = authorities.list(authorities.authority);
        authorities.revoke(an.certificate());
        var after = authorities.list(authorities.authority);

        assertThat(lookAt(with(good, good.statement(), good.chain(), List.of(), List.of(before))))
                .isEqualTo(Outcome.NOT_ARCHIVED);
        assertThat(lookAt(with(good, good.statement(), good.chain(), List.of(), List.of(after))))
                .isEqualTo(Outcome.REVOKED);
    }

    @Test
    void aCertificateOfAStrangerIsNotTrusted() throws Exception {
        try (var strangers = new Authorities(clock)) {
            var stranger = strangers.person("An");
            var proof = tokenOf(stranger, strangers.status(stranger.certificate(), CertificateStatus.GOOD));

            assertThat(lookAt(proof)).isEqualTo(Outcome.UNTRUSTED);
        }
    }

    @Test
    void nothingIsArchivedWithoutATimeStamp() throws Exception {
        var proof = bytes(proof());
        authorities.close();

        assertThatExceptionOfType(DSSException.class).isThrownBy(() -> archive.of(proof));
    }

    @Test
    void questionsAreAnsweredLineByLine() throws Exception {
        var proof = bytes(proof());
        var answers = ask(Map.of("question", "archive", "proof", proof));
        var sealed = (String) answers.get("archive");

        assertThat(Instant.parse((String) answers.get("renewBefore"))).isAfter(inFiveYears);
        assertThat(ask(Map.of("question", "review", "proof", proof, "archive", sealed, "at", inFiveYears.toString())))
                .containsEntry("outcome", "SOUND");
        assertThat(ask(Map.of("question", "renew", "archive", sealed))).containsKeys("archive", "renewBefore");
        assertThat(ask(Map.of("question", "sing"))).containsEntry("error", "unknown-question");
        assertThat(ask(Map.of("question", "archive"))).containsEntry("error", "unreadable");
        authorities.close();
        assertThat(ask(Map.of("question", "archive", "proof", proof))).containsEntry("error", "time-stamp-unavailable");
    }

    @Test
    void whoHasNoSealMayReviewAndNotArchive() throws Exception {
        var reader = new Main(null, review, clock);

        assertThat(ask(reader, Map.of("question", "archive", "proof", bytes(proof()))))
                .containsEntry("error", "no-seal");
        assertThat(ask(reader, Map.of("question", "review", "proof", bytes(proof()))))
                .containsEntry("outcome", "NOT_ARCHIVED");
    }

    private Map<String, Object> ask(Map<String, Object> question) throws Exception {
        return ask(new Main(archive, review, clock), question);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> ask(Main main, Map<String, Object> question) throws Exception {
        var answers = new ByteArrayOutputStream();
        main.serve(
                new BufferedReader(new StringReader(JSON.writeValueAsString(question) + "\n")),
                new PrintStream(answers, true, StandardCharsets.UTF_8));
        return JSON.readValue(answers.toByteArray(), Map.class);
    }

    private Finding look(byte[] proof, byte[] sealed, Instant at) {
        return review.of(proof, JSON.readValue(proof, Proof.class), sealed, at);
    }

    private Outcome lookAt(Proof proof) {
        return look(bytes(proof), null, now).outcome();
    }

    /** As the program answers, so that what can no longer be read is found too. */
    private String outcome(byte[] proof, byte[] sealed) throws Exception {
        var answer = ask(Map.of("question", "review", "proof", proof, "archive", sealed));
        return String.valueOf(answer.getOrDefault("outcome", answer.get("error")));
    }

    private static byte[] bytes(Proof proof) {
        return JSON.writeValueAsBytes(proof);
    }

    private static Proof with(Proof proof, byte[] statement, List<byte[]> chain, List<byte[]> ocsp, List<byte[]> crl) {
        return new Proof(
                proof.id(),
                proof.at(),
                proof.origin(),
                proof.nonce(),
                statement,
                proof.form(),
                proof.answer(),
                proof.algorithm(),
                proof.attributes(),
                chain,
                ocsp,
                crl);
    }

    private Proof proof() throws Exception {
        return tokenOf(an, authorities.status(an.certificate(), CertificateStatus.GOOD));
    }

    private Proof tokenOf(Certified person, byte[] status) throws Exception {
        var statement = Authorities.utf8("{\"kind\":\"citizen\",\"origin\":\"" + ORIGIN + "\"}");
        var nonce = nonce(statement);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(person.key());
        signature.update(sha(Authorities.utf8(ORIGIN)));
        signature.update(sha(Authorities.utf8(nonce)));
        return new Proof(
                "0198-1",
                now,
                ORIGIN,
                nonce,
                statement,
                Proof.Form.TOKEN,
                signature.sign(),
                "ES256",
                null,
                List.of(person.certificate().getEncoded()),
                List.of(status),
                List.of());
    }

    private Proof signedMessage() throws Exception {
        var statement = Authorities.utf8("{\"kind\":\"citizen\",\"random\":\"2\"}");
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", an.key(), an.certificate()));
        var cms =
                generator.generate(new CMSProcessableByteArray(statement), true).getEncoded();
        return new Proof(
                "0198-2",
                now,
                ORIGIN,
                nonce(statement),
                statement,
                Proof.Form.CMS,
                cms,
                null,
                null,
                List.of(an.certificate().getEncoded()),
                List.of(authorities.status(an.certificate(), CertificateStatus.GOOD)),
                List.of());
    }

    private static String nonce(byte[] statement) throws Exception {
        return "mocua1.reg." + Base64.getUrlEncoder().withoutPadding().encodeToString(sha(statement));
    }

    private static byte[] sha(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
