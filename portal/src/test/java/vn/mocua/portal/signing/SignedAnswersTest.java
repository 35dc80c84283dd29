package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.mocua.portal.identity.SubjectKind.BUSINESS;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.audit.TestAudit;
import vn.mocua.portal.signing.SignedAnswers.Answer.NotAnswered;
import vn.mocua.portal.signing.SignedAnswers.Answer.Proved;
import vn.mocua.portal.signing.SignedAnswers.Answer.Refused;
import vn.mocua.portal.signing.SignedAnswers.Answer.StatusUnavailable;
import vn.mocua.portal.signing.SignedAnswers.Answer.Unusable;
import vn.mocua.portal.signing.TestAuthority.Fault;
import vn.mocua.portal.vault.SealBroken;
import vn.mocua.portal.vault.TestVault;

/** Threats T22 and T24: what came back is a signature over that very challenge, by that very certificate's key, or nothing. */
class SignedAnswersTest {

    private static final String ORIGIN = "https://cong.example";
    private static final KeyPair AN = TestKeys.ec();
    private static final KeyPair BINH = TestKeys.ec();

    private final TestPki pki = new TestPki();
    private final Origin origin = new Origin(URI.create(ORIGIN + ":443/"));
    private final Challenges challenges =
            new Challenges(JdbcClient.create(TestDatabase.asPortal()), TestVault.vault(), origin, pki.clock);
    private final Proofs proofs = new Proofs(
            JdbcClient.create(TestDatabase.asPortal()),
            JsonMapper.shared(),
            TestVault.vault(),
            TestAudit.audit(),
            pki.clock);
    private final SignedAnswers answers = new SignedAnswers(
            challenges, pki.check(), proofs, TestAudit.audit(), origin, List.of(), new SimpleMeterRegistry());
    private final X509Certificate certificate = pki.person(AN, draft -> draft);
    private final String bearer = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        pki.close();
    }

    private Challenge issue() {
        return challenges.issue(Purpose.REGISTER, CITIZEN, bearer, "vi");
    }

    private Asked asked(Challenge challenge) {
        return new Asked(challenge.id(), bearer, Purpose.REGISTER, CITIZEN);
    }

    private String token(Challenge challenge) {
        return token(certificate, AN.getPrivate(), "ES256", ORIGIN, challenge.nonce());
    }

    private static String token(
            X509Certificate certificate, PrivateKey key, String algorithm, String origin, String nonce) {
        var known = Algorithm.valueOf(algorithm);
        var jca = switch (known) {
            case RS256 -> "SHA256withRSA";
            case PS256 -> "RSASSA-PSS";
            case ES256 -> "SHA256withECDSAinP1363Format";
            case ES384 -> "SHA384withECDSAinP1363Format";
            case ES512 -> "SHA512withECDSAinP1363Format";
        };
        return token(certificate, algorithm, sign(jca, key, Token.toSign(known, origin, nonce)));
    }

    private static String token(X509Certificate certificate, String algorithm, byte[] signature) {
        var base64 = Base64.getEncoder();
        return "{\"unverifiedCertificate\":\"%s\",\"algorithm\":\"%s\",\"signature\":\"%s\",\"format\":\"web-eid:1.0\",\"appVersion\":\"https://x/1\"}"
                .formatted(
                        base64.encodeToString(Certificates.encoded(certificate)),
                        algorithm,
                        base64.encodeToString(signature));
    }

    private static byte[] sign(String jca, PrivateKey key, byte[] bytes) {
        try {
            var signature = Signature.getInstance(jca);
            if (jca.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStatementAndItsNonceAreAsTheProtocolSays() {
        var statement = ("{\"issuedAt\":\"2026-11-26T06:00:00Z\",\"kind\":\"citizen\",\"locale\":\"vi\","
                        + "\"origin\":\"https://dichvucong.example.vn\",\"purpose\":\"register\","
                        + "\"random\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\","
                        + "\"txn\":\"7a2c1c6e-5d0f-4a57-9a0c-3f0b7c1f1a11\",\"type\":\"mocua/statement/1\"}")
                .getBytes(StandardCharsets.US_ASCII);
        var random = new byte[32];
        IntStream.range(0, 32).forEach(i -> random[i] = (byte) i);
        var made = new Statement(
                UUID.fromString("7a2c1c6e-5d0f-4a57-9a0c-3f0b7c1f1a11"),
                Purpose.REGISTER,
                CITIZEN,
                "https://dichvucong.example.vn",
                "vi",
                random,
                Instant.parse("2026-11-26T06:00:00Z"));
        assertThat(made.encoded()).isEqualTo(statement);
        var nonce = Statement.nonce(Purpose.REGISTER, statement);
        assertThat(nonce).isEqualTo("mocua1.reg.W7ePg7-71C7BLrQkfD-pRhnx_aAIkOVR0VSTuB03DGA");
        assertThat(Challenge.codeOf(nonce)).isEqualTo("1138");
        assertThat(Statement.issuedAt(statement)).isEqualTo("2026-11-26T06:00:00Z");
        assertThat(new Origin(URI.create("http://localhost:8080")).value()).isEqualTo("http://localhost:8080");
        assertThat(origin.value()).isEqualTo(ORIGIN);
    }

    @Test
    void aTokenProvesWhomItsCertificateNamesAndTheProofIsKeptWhole() {
        var challenge = issue();
        assertThat(challenges.find(challenge.id(), bearer)).contains(challenge);
        var token = token(challenge);
        assertThat(answers.token(token, asked(challenge))).isInstanceOfSatisfying(Proved.class, proved -> {
            assertThat(proved.certificate().holder())
                    .isInstanceOfSatisfying(
                            Holder.Person.class,
                            person -> assertThat(person.nationalId().value()).isEqualTo("051090000001"));
            assertThat(proofs.find(proved.proof())).hasValueSatisfying(proof -> {
                assertThat(proof.form()).isEqualTo("token");
                assertThat(proof.purpose()).isEqualTo(Purpose.REGISTER);
                assertThat(proof.statement()).isEqualTo(challenge.statement());
                assertThat(new String(proof.answer(), StandardCharsets.UTF_8)).isEqualTo(token);
                assertThat(proof.origin()).isEqualTo(ORIGIN);
                assertThat(proof.certificate()).isEqualTo(Certificates.encoded(certificate));
                assertThat(proof.grounds().chain()).hasSize(2);
                assertThat(proof.grounds().ocsp()).isNotNull();
                assertThat(proof.grounds().lists()).hasSize(1);
            });
        });
        assertThat(challenges.find(challenge.id(), bearer)).isEmpty();
    }

    @Test
    void tokensOfEveryAllowedAlgorithmProve() {
        var rsa = TestKeys.rsa("token", 2048);
        var p384 = TestKeys.ec("secp384r1");
        for (var how : List.of("RS256", "PS256")) {
            assertThat(proves(pki.person(rsa, draft -> draft), rsa, how)).isInstanceOf(Proved.class);
        }
        assertThat(proves(pki.person(p384, draft -> draft), p384, "ES384")).isInstanceOf(Proved.class);
        // Its own key, by an algorithm that is not the key's.
        assertThat(proves(pki.person(p384, draft -> draft), p384, "ES256")).isInstanceOf(NotAnswered.class);
    }

    private SignedAnswers.Answer proves(X509Certificate certificate, KeyPair keys, String algorithm) {
        var challenge = issue();
        return answers.token(
                token(certificate, keys.getPrivate(), algorithm, ORIGIN, challenge.nonce()), asked(challenge));
    }

    @Test
    void theSameSignatureTwiceIsNoAnswerTheSecondTime() {
        var challenge = issue();
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(Proved.class);
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(NotAnswered.class);
    }

    @Test
    void anotherSessionPurposeOrKindGetsNothingAndTakesNothingAway() {
        var challenge = issue();
        var token = token(challenge);
        for (var other : List.of(
                new Asked(challenge.id(), UUID.randomUUID().toString(), Purpose.REGISTER, CITIZEN),
                new Asked(challenge.id(), bearer, Purpose.SIGN_IN, CITIZEN),
                new Asked(challenge.id(), bearer, Purpose.ADD, CITIZEN),
                new Asked(challenge.id(), bearer, Purpose.REGISTER, BUSINESS),
                new Asked(challenge.id(), bearer, Purpose.REGISTER, null),
                new Asked(UUID.randomUUID(), bearer, Purpose.REGISTER, CITIZEN))) {
            assertThat(answers.token(token, other)).isInstanceOf(NotAnswered.class);
        }
        assertThat(challenges.find(challenge.id(), "another")).isEmpty();
        assertThat(answers.token(token, asked(challenge))).isInstanceOf(Proved.class);
    }

    @Test
    void aSignatureForAnotherSiteChallengeOrPurposeIsNone() {
        var first = issue();
        var second = issue();
        for (var token : List.of(
                token(certificate, AN.getPrivate(), "ES256", "https://cong.example.evil", first.nonce()),
                token(certificate, AN.getPrivate(), "ES256", ORIGIN + "/", first.nonce()),
                token(certificate, AN.getPrivate(), "ES256", ORIGIN, second.nonce()),
                token(
                        certificate,
                        AN.getPrivate(),
                        "ES256",
                        ORIGIN,
                        first.nonce().replace("mocua1.reg", "mocua1.in")),
                token(certificate, AN.getPrivate(), "ES256", ORIGIN, ""))) {
            var challenge = issue();
            assertThat(answers.token(token, asked(challenge))).isInstanceOf(NotAnswered.class);
            assertThat(answers.token(token(challenge), asked(challenge)))
                    .as("a wrong answer uses it up")
                    .isInstanceOf(NotAnswered.class);
        }
        assertThat(answers.token(token(second), asked(first))).isInstanceOf(NotAnswered.class);
    }

    @Test
    void afterFiveMinutesNothingIsAnAnswer() {
        var inTime = issue();
        var late = issue();
        pki.advance(Duration.ofSeconds(299));
        assertThat(answers.token(token(inTime), asked(inTime))).isInstanceOf(Proved.class);
        pki.advance(Duration.ofSeconds(1));
        assertThat(challenges.find(late.id(), bearer)).isEmpty();
        assertThat(answers.token(token(late), asked(late))).isInstanceOf(NotAnswered.class);
    }

    @Test
    void aClockSetBackGivesNoMoreTime() {
        var challenge = issue();
        pki.advance(Duration.ofMinutes(-10));
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(NotAnswered.class);
    }

    @Test
    void ofTwentyAtOnceOneSucceeds() throws Exception {
        var challenge = issue();
        var token = token(challenge);
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> {
                        begin.await();
                        return answers.token(token, asked(challenge));
                    }))
                    .toList();
            begin.countDown();
            var proved = 0;
            for (var each : all) {
                proved += each.get() instanceof Proved ? 1 : 0;
            }
            assertThat(proved).isOne();
        }
    }

    @Test
    void theCertificateOfOneWithTheSignatureOfAnotherIsNoAnswer() {
        var challenge = issue();
        var swapped = token(certificate, BINH.getPrivate(), "ES256", ORIGIN, challenge.nonce());
        assertThat(answers.token(swapped, asked(challenge))).isInstanceOf(NotAnswered.class);
        assertThat(pki.asked).hasValue(0);
    }

    @Test
    void tokensThatAreNotOfTheFormAreNoAnswer() {
        var rsa = TestKeys.rsa("token", 2048);
        var rsaCertificate = pki.person(rsa, draft -> draft);
        var challenge = issue();
        var good = token(challenge);
        var zeroes = token(certificate, "ES256", new byte[64]);
        var der = token(
                certificate,
                "ES256",
                sign("SHA256withECDSA", AN.getPrivate(), Token.toSign(Algorithm.ES256, ORIGIN, challenge.nonce())));
        for (var bad : List.of(
                "",
                "{}",
                "null",
                "[" + good + "]",
                good.substring(1),
                good + "x",
                good.replace("web-eid:1.0", "web-eid:2.0"),
                good.replace("\"format\":\"web-eid:1.0\",", ""),
                good.replace("\"algorithm\":\"ES256\"", "\"algorithm\":\"none\""),
                good.replace("\"algorithm\":\"ES256\"", "\"algorithm\":\"RS256\""),
                good.replace("\"algorithm\":\"ES256\"", "\"algorithm\":\"HS256\""),
                good.replace("\"algorithm\":\"ES256\"", "\"algorithm\":256"),
                good.replace("\"algorithm\":\"ES256\"", "\"algorithm\":\"ES256\",\"algorithm\":\"ES256\""),
                good.replace("\"appVersion\":\"https://x/1\"", "\"appVersion\":\"" + "x".repeat(10_000) + "\""),
                zeroes,
                der,
                token(rsaCertificate, rsa.getPrivate(), "RS256", ORIGIN, challenge.nonce())
                        .replace("RS256", "PS256"))) {
            var fresh = bad.equals(der) ? challenge : issue();
            assertThat(answers.token(bad, asked(fresh)))
                    .as(bad.substring(0, Math.min(40, bad.length())))
                    .isInstanceOf(Token.read(bad).isPresent() ? NotAnswered.class : Unusable.class);
        }
        var more = issue();
        assertThat(answers.token(token(more).replace("{", "{\"more\":[1],"), asked(more)))
                .isInstanceOf(Proved.class);
    }

    @Test
    void aCertificateThatIsNoGoodIsRefusedForItsReasonOnceItsKeyHasSigned() {
        var weak = TestKeys.rsa("weak", 1024);
        assertThat(proves(pki.person(weak, draft -> draft), weak, "RS256")).isEqualTo(new Refused(Flaw.WEAK_KEY));
        var over = pki.person(AN, draft -> {
            draft.to = TestAuthority.NOW.minusSeconds(5);
            return draft;
        });
        assertThat(proves(over, AN, "ES256")).isEqualTo(new Refused(Flaw.EXPIRED));
        var company = pki.ca.issue(TestPki.COMPANY, AN, draft -> draft);
        assertThat(proves(company, AN, "ES256")).isEqualTo(new Refused(Flaw.WRONG_KIND));
        var challenge = issue();
        var noCertificate =
                token(challenge).replaceFirst("\"unverifiedCertificate\":\"[^\"]*", "\"unverifiedCertificate\":\"AAAA");
        assertThat(answers.token(noCertificate, asked(challenge))).isEqualTo(new Refused(Flaw.MALFORMED));
    }

    @Test
    void whileTheAuthorityIsSilentTheSameAnswerMayBeSentAgain() {
        var challenge = issue();
        pki.ca.ocsp = Fault.DOWN;
        pki.ca.list = Fault.DOWN;
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(StatusUnavailable.class);
        pki.ca.ocsp = Fault.NONE;
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(Proved.class);
        assertThat(answers.token(token(challenge), asked(challenge))).isInstanceOf(NotAnswered.class);
    }

    @Test
    void signingInTakesACertificateOfAnyKind() {
        var challenge = challenges.issue(Purpose.SIGN_IN, null, bearer, "en");
        assertThat(new String(challenge.statement(), StandardCharsets.US_ASCII)).doesNotContain("\"kind\"");
        assertThat(challenge.nonce()).startsWith("mocua1.in.").hasSize(53);
        var company = pki.ca.issue(TestPki.COMPANY, AN, draft -> draft);
        var token = token(company, AN.getPrivate(), "ES256", ORIGIN, challenge.nonce());
        assertThat(answers.token(token, new Asked(challenge.id(), bearer, Purpose.SIGN_IN, null)))
                .isInstanceOf(Proved.class);
    }

    /** How a CMS signature is made. */
    private record Made(
            KeyPair keys,
            X509Certificate certificate,
            X509Certificate included,
            byte[] content,
            boolean encapsulated,
            String algorithm,
            @Nullable Attribute more,
            int signers) {

        static Made good(X509Certificate certificate, byte[] content) {
            return new Made(AN, certificate, certificate, content, true, "SHA256withECDSA", null, 1);
        }

        Made by(KeyPair keys, String algorithm) {
            return new Made(keys, certificate, included, content, encapsulated, algorithm, more, signers);
        }

        Made detached() {
            return new Made(keys, certificate, included, content, false, algorithm, more, signers);
        }

        Made with(Attribute more) {
            return new Made(keys, certificate, included, content, encapsulated, algorithm, more, signers);
        }

        Made including(X509Certificate included) {
            return new Made(keys, certificate, included, content, encapsulated, algorithm, more, signers);
        }

        Made signedBy(int signers) {
            return new Made(keys, certificate, included, content, encapsulated, algorithm, more, signers);
        }

        byte[] encoded() {
            try {
                var generator = new CMSSignedDataGenerator();
                for (int i = 0; i < signers; i++) {
                    var builder = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
                    if (more != null) {
                        builder.setSignedAttributeGenerator(
                                new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(more))));
                    }
                    generator.addSignerInfoGenerator(
                            builder.build(TestAuthority.signer(keys.getPrivate(), algorithm), certificate));
                }
                generator.addCertificate(new X509CertificateHolder(included.getEncoded()));
                return generator
                        .generate(new CMSProcessableByteArray(content), encapsulated)
                        .getEncoded();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private SignedAnswers.Answer cms(UnaryOperator<Made> change) {
        var challenge = issue();
        return answers.cms(
                change.apply(Made.good(certificate, challenge.statement())).encoded(), asked(challenge));
    }

    private Attribute names(byte[] der) {
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(Digest.sha256(der)))));
    }

    @Test
    void aCmsSignatureOverTheStatementProves() {
        var rsa = TestKeys.rsa("token", 2048);
        var rsaCertificate = pki.person(rsa, draft -> draft);
        assertThat(cms(made -> made)).isInstanceOf(Proved.class);
        assertThat(cms(Made::detached)).isInstanceOf(Proved.class);
        assertThat(cms(made -> made.with(names(Certificates.encoded(certificate)))))
                .isInstanceOf(Proved.class);
        for (var algorithm : List.of("SHA256withRSA", "SHA512withRSA", "SHA256withRSAandMGF1")) {
            assertThat(cms(made ->
                            new Made(rsa, rsaCertificate, rsaCertificate, made.content(), true, algorithm, null, 1)))
                    .as(algorithm)
                    .isInstanceOf(Proved.class);
        }
        var challenge = issue();
        var pem = "-----BEGIN CMS-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(
                                Made.good(certificate, challenge.statement()).encoded())
                + "\n-----END CMS-----\n";
        assertThat(answers.cms(pem.getBytes(StandardCharsets.US_ASCII), asked(challenge)))
                .isInstanceOf(Proved.class);
        var marked = issue();
        var base64 = "\ufeff"
                + Base64.getEncoder()
                        .encodeToString(
                                Made.good(certificate, marked.statement()).encoded());
        assertThat(answers.cms(base64.getBytes(StandardCharsets.UTF_8), asked(marked)))
                .as("with an editor's mark before it")
                .isInstanceOf(Proved.class);
    }

    @Test
    void aCmsSignatureOverSomethingElseOrBySomebodyElseIsNoAnswer() {
        var other = issue().statement();
        var binh = pki.person(BINH, draft -> draft);
        assertThat(cms(made -> Made.good(certificate, other))).isEqualTo(new Unusable(Misfit.ANOTHER_TEXT));
        assertThat(cms(made -> Made.good(certificate, other).detached())).isEqualTo(new Unusable(Misfit.ANOTHER_TEXT));
        assertThat(cms(made -> made.by(BINH, "SHA256withECDSA"))).isInstanceOf(NotAnswered.class);
        assertThat(cms(made -> made.by(AN, "SHA1withECDSA"))).isEqualTo(new Unusable(Misfit.OLD_HASH));
        assertThat(cms(made -> made.including(binh))).isEqualTo(new Unusable(Misfit.INCOMPLETE));
        assertThat(cms(made -> made.signedBy(2))).isInstanceOf(NotAnswered.class);
        assertThat(cms(made -> made.with(names(Certificates.encoded(binh))))).isInstanceOf(NotAnswered.class);
        var challenge = issue();
        assertThat(answers.cms(new byte[] {0x30, (byte) 0x80}, asked(challenge)))
                .isEqualTo(new Unusable(Misfit.NO_SIGNATURE));
        var long1 = issue();
        assertThat(answers.cms(new byte[70_000], asked(long1))).isEqualTo(new Unusable(Misfit.NO_SIGNATURE));
    }

    @Test
    void aFileThatCannotBeJudgedLeavesTheChallengeAsItWas() {
        var challenge = issue();
        var older = issue().statement();
        assertThat(answers.token("{\"challengeNonce\":\"mocua1.reg.x\"}", asked(challenge)))
                .isEqualTo(new Unusable(Misfit.NO_SIGNATURE));
        assertThat(answers.cms(challenge.statement(), asked(challenge))).isEqualTo(new Unusable(Misfit.NO_SIGNATURE));
        assertThat(answers.cms(Made.good(certificate, older).encoded(), asked(challenge)))
                .isEqualTo(new Unusable(Misfit.ANOTHER_TEXT));
        assertThat(answers.cms(Made.good(certificate, challenge.statement()).encoded(), asked(challenge)))
                .isInstanceOf(Proved.class);
        assertThat(answers.cms(older, asked(challenge)))
                .as("what is used stays used")
                .isInstanceOf(NotAnswered.class);
    }

    @Test
    void noBytesOfACmsMakeItFail() {
        var challenge = issue();
        var good = Made.good(certificate, challenge.statement()).encoded();
        var random = new Random(22);
        for (int i = 0; i < 2_000; i++) {
            var bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var read = Cms.read(bytes, challenge.statement());
            read.ifPresent(cms -> Certificates.read(cms.certificate())
                    .ifPresent(each -> cms.isSignedBy(each, challenge.statement())));
            assertThat(Cms.misfit(bytes, challenge.statement())).isNotNull();
        }
    }

    @Test
    void aBareSignatureOverOurAttributesOrOverTheNonceProves() {
        var rsa = TestKeys.rsa("token", 2048);
        var p384 = TestKeys.ec("secp384r1");
        for (var keys : List.of(AN, rsa, p384)) {
            var isRsa = keys.equals(rsa);
            var mine = pki.person(keys, draft -> draft);
            var der = Certificates.encoded(mine);

            var first = issue();
            var toSign = answers.toSign(first, der);
            assertThat(answers.toSign(first, der).bytes()).isEqualTo(toSign.bytes());
            assertThat(toSign.hash()).isEqualTo(Digest.of(toSign.algorithm(), toSign.bytes()));
            var jca = toSign.algorithm().replace("-", "") + (isRsa ? "withRSA" : "withECDSA");
            assertThat(answers.raw(
                            sign(jca, keys.getPrivate(), toSign.bytes()), der, ToSign.Form.ATTRIBUTES, asked(first)))
                    .isInstanceOf(Proved.class);

            var second = issue();
            var nonce = answers.nonceToSign(second);
            assertThat(nonce.algorithm()).isEqualTo("SHA-256");
            assertThat(answers.raw(
                            sign(isRsa ? "SHA256withRSA" : "SHA256withECDSA", keys.getPrivate(), nonce.bytes()),
                            der,
                            ToSign.Form.NONCE,
                            asked(second)))
                    .isInstanceOf(Proved.class);
        }
    }

    @Test
    void aBareSignatureOfAnotherFormKeyOrCertificateIsNoAnswer() {
        var der = Certificates.encoded(certificate);
        var another = Certificates.encoded(pki.person(AN, draft -> draft));
        var challenge = issue();
        var overNonce = sign(
                "SHA256withECDSA",
                AN.getPrivate(),
                answers.nonceToSign(challenge).bytes());
        assertThat(answers.raw(overNonce, der, ToSign.Form.ATTRIBUTES, asked(challenge)))
                .isInstanceOf(NotAnswered.class);
        var second = issue();
        var byBinh = sign(
                "SHA256withECDSA",
                BINH.getPrivate(),
                answers.toSign(second, der).bytes());
        assertThat(answers.raw(byBinh, der, ToSign.Form.ATTRIBUTES, asked(second)))
                .isInstanceOf(NotAnswered.class);
        // The attributes name the certificate: a second one for the same key does not do.
        var third = issue();
        var named = sign(
                "SHA256withECDSA", AN.getPrivate(), answers.toSign(third, der).bytes());
        assertThat(answers.raw(named, another, ToSign.Form.ATTRIBUTES, asked(third)))
                .isInstanceOf(NotAnswered.class);
        var fourth = issue();
        assertThat(answers.raw(new byte[0], der, ToSign.Form.NONCE, asked(fourth)))
                .isInstanceOf(NotAnswered.class);
        var fifth = issue();
        assertThat(answers.raw(new byte[64], new byte[9], ToSign.Form.NONCE, asked(fifth)))
                .isEqualTo(new Refused(Flaw.MALFORMED));
    }

    @Test
    void aProofStandsSealedAndOpensInItsPlaceOnly() {
        var challenge = issue();
        var proved = (Proved) answers.token(token(challenge), asked(challenge));
        var owner = JdbcClient.create(TestDatabase.asOwner());
        var sealed = owner.sql("select record from signature_proof where id = ?")
                .param(proved.proof())
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain("statement", "051090000001", "unverifiedCertificate");
        var other = UUID.randomUUID();
        owner.sql("insert into signature_proof (id, form, record, made_at) values (?, 'token', ?, now())")
                .params(other, sealed)
                .update();
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> proofs.find(other));
        owner.sql("delete from signature_proof where id = ?").param(other).update();
        assertThat(proofs.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aProofThatNoEvidenceNamesIsForgottenAfterADay() {
        var challenge = issue();
        var proved = (Proved) answers.token(token(challenge), asked(challenge));
        pki.advance(Duration.ofHours(23));
        proofs.forgetUnnamed();
        assertThat(proofs.find(proved.proof())).isPresent();
        pki.advance(Duration.ofHours(2));
        proofs.forgetUnnamed();
        assertThat(proofs.find(proved.proof())).isEmpty();
    }

    @Test
    void lookingAtATokenCostsFewMilliseconds() {
        var rsa = TestKeys.rsa("token", 2048);
        var mine = pki.person(rsa, draft -> draft);
        var check = pki.check();
        var challenge = issue();
        var json = token(mine, rsa.getPrivate(), "RS256", ORIGIN, challenge.nonce());
        var der = Certificates.encoded(mine);
        var thread = ManagementFactory.getThreadMXBean();
        var began = 0L;
        for (int i = 0; i < 600; i++) {
            if (i == 500) {
                began = thread.getCurrentThreadCpuTime();
            }
            var token = Token.read(json).orElseThrow();
            assertThat(token.isSignedBy(mine, ORIGIN, challenge.nonce())).isTrue();
            assertThat(check.check(der, CITIZEN)).isInstanceOf(Verdict.Good.class);
        }
        // The whole of what is done but for the database, whose connections are new ones each time in tests.
        assertThat(thread.getCurrentThreadCpuTime() - began).isLessThan(100 * 6_000_000L);
        assertThat(pki.asked).hasValue(1);
    }

    @Test
    void everyAnswerIsWrittenDownWithoutNamingAnybody() {
        var challenge = issue();
        answers.token(token(challenge), asked(challenge));
        var details = JdbcClient.create(TestDatabase.asOwner())
                .sql("select action || ' ' || details from audit_entry where details like ? order by id")
                .param("%challenge=" + challenge.id() + "%")
                .query(String.class)
                .list();
        assertThat(details)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("signature.proved ")
                .contains("kind=CITIZEN");
    }
}
