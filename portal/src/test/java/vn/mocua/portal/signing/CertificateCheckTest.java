package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;
import vn.mocua.portal.signing.TestAuthority.Draft;
import vn.mocua.portal.signing.TestAuthority.Fault;

/** Threat T23: which certificates are good, and why the others are not. */
class CertificateCheckTest {

    private static final KeyPair KEYS = TestKeys.ec();
    private static final int ON_HOLD = 6;
    private static final int KEY_COMPROMISE = 1;

    private final TestPki pki = new TestPki();

    @AfterEach
    void close() {
        pki.close();
    }

    private Verdict check(X509Certificate certificate) {
        return pki.check().check(Certificates.encoded(certificate), SubjectKind.CITIZEN);
    }

    private @Nullable Flaw flaw(X509Certificate certificate) {
        return check(certificate) instanceof Verdict.Bad(var flaw, var since) ? flaw : null;
    }

    private X509Certificate person(UnaryOperator<Draft> change) {
        return pki.person(KEYS, change);
    }

    private static UnaryOperator<Draft> with(Consumer<Draft> change) {
        return draft -> {
            change.accept(draft);
            return draft;
        };
    }

    @Test
    void aGoodOneIsGoodAndTellsWhatThatRestsOn() {
        var certificate = person(with(draft -> {}));
        assertThat(check(certificate)).isInstanceOfSatisfying(Verdict.Good.class, good -> {
            assertThat(good.certificate().authority()).isEqualTo("Test CA");
            assertThat(good.certificate().holder()).isInstanceOf(Holder.Person.class);
            assertThat(good.certificate().der()).isEqualTo(Certificates.encoded(certificate));
            assertThat(good.certificate().fingerprint()).hasSize(43);
            assertThat(good.grounds().chain())
                    .containsExactly(
                            Certificates.encoded(pki.ca.certificate), Certificates.encoded(pki.root.certificate));
            assertThat(good.grounds().ocsp()).isNotNull();
            assertThat(good.grounds().lists()).hasSize(1);
            assertThat(good.grounds().at()).isEqualTo(TestAuthority.NOW);
        });
    }

    @Test
    @Tag("slow")
    void keysOfEveryStrongSortAreGood() {
        for (var keys : new KeyPair[] {
            TestKeys.rsa("person", 2048),
            TestKeys.rsa("person", 3072),
            TestKeys.ec("secp384r1"),
            TestKeys.ec("secp521r1")
        }) {
            assertThat(flaw(pki.person(keys, with(draft -> {})))).isNull();
        }
        assertThat(flaw(person(with(draft -> draft.signedBy = "SHA384withRSA"))))
                .isNull();
        assertThat(flaw(person(with(draft -> draft.signedBy = "SHA256withRSAandMGF1"))))
                .isNull();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("ended yesterday", Flaw.EXPIRED, draft -> draft.to = TestAuthority.NOW.minus(Duration.ofDays(1))),
                bad("ended a second ago", Flaw.EXPIRED, draft -> draft.to = TestAuthority.NOW.minusSeconds(1)),
                bad("begins in a second", Flaw.NOT_YET_VALID, draft -> draft.from = TestAuthority.NOW.plusSeconds(1)),
                bad("begins next year", Flaw.NOT_YET_VALID, draft -> {
                    draft.from = TestAuthority.NOW.plus(Duration.ofDays(300));
                }),
                bad("ends before it begins", Flaw.MALFORMED, draft -> draft.to = draft.from.minusSeconds(9)),
                bad("RSA of 1024 bits", Flaw.WEAK_KEY, draft -> draft.keys = TestKeys.rsa("weak", 1024)),
                bad("RSA of 2040 bits", Flaw.WEAK_KEY, draft -> draft.keys = TestKeys.rsa("weak", 2040)),
                bad("RSA with the exponent 3", Flaw.WEAK_KEY, draft -> {
                    draft.keys = TestKeys.rsa("three", 2048, RSAKeyGenParameterSpec.F0);
                }),
                bad("signed with SHA-1", Flaw.WEAK_KEY, draft -> draft.signedBy = "SHA1withRSA"),
                bad("signed with MD5", Flaw.WEAK_KEY, draft -> draft.signedBy = "MD5withRSA"),
                bad("signed with SHA-224", Flaw.WEAK_KEY, draft -> draft.signedBy = "SHA224withRSA"),
                bad("signed with PSS of SHA-1", Flaw.WEAK_KEY, draft -> draft.signedBy = "SHA1withRSAandMGF1"),
                bad("for servers only", Flaw.WRONG_PURPOSE, purpose(KeyPurposeId.id_kp_serverAuth)),
                bad("for programs only", Flaw.WRONG_PURPOSE, purpose(KeyPurposeId.id_kp_codeSigning)),
                bad("for time stamps", Flaw.WRONG_PURPOSE, purpose(KeyPurposeId.id_kp_timeStamping)),
                bad("for answering OCSP", Flaw.WRONG_PURPOSE, purpose(KeyPurposeId.id_kp_OCSPSigning)),
                bad("without key usage", Flaw.WRONG_PURPOSE, draft -> draft.usage = null),
                bad("for encryption only", Flaw.WRONG_PURPOSE, draft -> draft.usage = KeyUsage.keyEncipherment),
                bad("for agreement only", Flaw.WRONG_PURPOSE, draft -> draft.usage = KeyUsage.keyAgreement),
                bad("an authority's", Flaw.WRONG_PURPOSE, draft -> draft.constraints = new BasicConstraints(0)),
                bad("with a condition nobody knows", Flaw.MALFORMED, draft -> draft.unheardOf = true),
                bad("serial number nought", Flaw.MALFORMED, draft -> draft.serial = BigInteger.ZERO),
                bad("serial number below nought", Flaw.MALFORMED, draft -> draft.serial = BigInteger.valueOf(-5)),
                bad("of nobody", Flaw.UNCLEAR_HOLDER, draft -> draft.subject = new X500Name("CN=Ai do")),
                bad(
                        "of two people",
                        Flaw.UNCLEAR_HOLDER,
                        draft -> draft.subject = new X500Name("CN=An, UID=CCCD:051090000001, UID=CCCD:051090000002")),
                bad("of a company", Flaw.WRONG_KIND, draft -> draft.subject = new X500Name(TestPki.COMPANY)),
                bad("by another key under the authority's name", Flaw.UNKNOWN_AUTHORITY, draft -> {
                    draft.signer = TestKeys.ec().getPrivate();
                }),
                bad(
                        "by the authority's key under another name",
                        Flaw.UNKNOWN_AUTHORITY,
                        draft -> draft.issuer = new X500Name("CN=Test CA, O=Sao Hom, C=VN")),
                bad("by a name that differs in case only, and another key", Flaw.UNKNOWN_AUTHORITY, draft -> {
                    draft.issuer = new X500Name("CN=TEST CA, O=SAO MAI, C=VN");
                    draft.signer = TestKeys.ec().getPrivate();
                }));
    }

    private static Arguments bad(String what, Flaw flaw, Consumer<Draft> change) {
        return arguments(what, flaw, with(change));
    }

    private static Consumer<Draft> purpose(KeyPurposeId purpose) {
        return draft -> draft.purposes = new KeyPurposeId[] {purpose};
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aBadOneIsBadForTheRightReasonAndNobodyIsAskedAboutIt(String what, Flaw flaw, UnaryOperator<Draft> change) {
        assertThat(flaw(person(change))).isEqualTo(flaw);
        assertThat(pki.asked).hasValue(0);
    }

    @Test
    void whatIsNoCertificateIsMalformed() {
        var good = Certificates.encoded(person(with(draft -> {})));
        var longer = Arrays.copyOf(good, good.length + 1);
        var cut = Arrays.copyOf(good, good.length - 1);
        var check = pki.check();
        for (var bytes : new byte[][] {{}, {0x30}, {0x30, (byte) 0x80, 0, 0}, longer, cut, new byte[20_000]}) {
            assertThat(check.check(bytes, null)).isEqualTo(new Verdict.Bad(Flaw.MALFORMED));
        }
    }

    @Test
    void noBytesMakeItFail() {
        var good = Certificates.encoded(person(with(draft -> {})));
        var check = pki.check();
        var random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            var bytes = good.clone();
            for (int j = 0; j <= i % 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(bytes, good)) {
                assertThat(check.check(bytes, SubjectKind.CITIZEN)).isInstanceOf(Verdict.Bad.class);
            }
        }
    }

    @Test
    void theLastSecondOfADayInVietnamIsStillGood() {
        var certificate = person(with(draft -> draft.to = Instant.parse("2026-11-26T16:59:59Z")));
        pki.advance(Duration.between(TestAuthority.NOW, Instant.parse("2026-11-26T16:59:59Z")));
        assertThat(check(certificate))
                .isInstanceOfSatisfying(
                        Verdict.Good.class,
                        good -> assertThat(good.certificate().lastDay()).isEqualTo("2026-11-26"));
        pki.advance(Duration.ofSeconds(1));
        assertThat(flaw(certificate)).isEqualTo(Flaw.EXPIRED);
    }

    @Test
    void aSelfMadeOneOrOneOfAnUnlistedAuthorityIsUnknown() {
        var self = TestAuthority.root("self", TestPki.PERSON, KEYS);
        assertThat(flaw(self.certificate)).isEqualTo(Flaw.UNKNOWN_AUTHORITY);

        var foreignRoot = TestAuthority.root("foreign", "CN=Foreign Root", TestKeys.ec());
        assertThat(flaw(foreignRoot.issue(TestPki.PERSON, KEYS, draft -> draft)))
                .isEqualTo(Flaw.UNKNOWN_AUTHORITY);

        var unlisted = pki.root.under("unlisted", "CN=Unlisted CA", TestKeys.ec(), draft -> draft);
        assertThat(flaw(unlisted.issue(TestPki.PERSON, KEYS, draft -> draft))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);

        // The name of the real one, with a key of its own, under the real root and under none.
        var copy = pki.root.under("copy", "CN=Test CA, O=Sao Mai, C=VN", TestKeys.ec(), draft -> draft);
        assertThat(flaw(copy.issue(TestPki.PERSON, KEYS, draft -> draft))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);

        var holder = new TestAuthority("holder", KEYS, person(with(draft -> {})));
        assertThat(flaw(holder.issue(TestPki.PERSON, TestKeys.ec(), draft -> draft)))
                .isEqualTo(Flaw.UNKNOWN_AUTHORITY);
        assertThat(pki.asked).hasValue(0);
    }

    @Test
    void anAuthorityForTimeStampsVouchesForNobody() {
        var stamps = pki.authority(TestAuthority.root("stamps", "CN=Time Stamp Root", TestKeys.ec()));
        pki.trust("root", "time-stamp", stamps);
        assertThat(flaw(stamps.issue(TestPki.PERSON, KEYS, draft -> draft))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);
    }

    @Test
    void anAuthorityOutOfDateOrOutsideItsNamesVouchesForNobody() {
        var over = pki.authority(pki.root.under("over", "CN=Former CA", TestKeys.ec(), with(draft -> {
            draft.to = TestAuthority.NOW.minus(Duration.ofDays(1));
        })));
        var confined = pki.authority(pki.root.under("confined", "CN=Confined CA", TestKeys.ec(), with(draft -> {
            draft.onlyBelow = new X500Name("C=VN, O=Sao Hom");
        })));
        pki.trust("intermediate", "public", over).trust("intermediate", "public", confined);

        assertThat(flaw(over.issue(TestPki.PERSON, KEYS, draft -> draft))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);
        assertThat(flaw(confined.issue(TestPki.PERSON, KEYS, draft -> draft))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);
    }

    @Test
    void aRootOutOfDateVouchesForNobody() {
        pki.advance(Duration.ofDays(3651));
        var certificate = person(with(draft -> draft.to = pki.clock.instant().plus(Duration.ofDays(9))));
        assertThat(flaw(certificate)).isEqualTo(Flaw.UNKNOWN_AUTHORITY);
    }

    @Test
    void ofAStateBodyTheGovernmentMustSay() {
        var subject = "CN=Sở Thử nghiệm, UID=MNS:1234567, C=VN";
        var check = pki.check();
        var byPublic = Certificates.encoded(pki.ca.issue(subject, KEYS, draft -> draft));
        var byState = Certificates.encoded(pki.state.issue(subject, KEYS, draft -> draft));
        assertThat(check.check(byPublic, SubjectKind.AGENCY)).isEqualTo(new Verdict.Bad(Flaw.NOT_GOVERNMENT));
        assertThat(check.check(byState, SubjectKind.BUSINESS)).isEqualTo(new Verdict.Bad(Flaw.WRONG_KIND));
        assertThat(check.check(byState, SubjectKind.AGENCY)).isInstanceOf(Verdict.Good.class);
        // Most of the government's name no number; elsewhere that alone tells nobody who it is.
        var named = Certificates.encoded(pki.ca.issue("CN=Sở Thử nghiệm, C=VN", KEYS, draft -> draft));
        assertThat(check.check(named, SubjectKind.AGENCY)).isEqualTo(new Verdict.Bad(Flaw.NOT_GOVERNMENT));
        assertThat(check.check(named, SubjectKind.BUSINESS)).isEqualTo(new Verdict.Bad(Flaw.UNCLEAR_HOLDER));
        assertThat(check.check(named, null)).isEqualTo(new Verdict.Bad(Flaw.UNCLEAR_HOLDER));
    }

    @Test
    void revokedIsRevokedAndOnHoldIsOnHold() {
        var revoked = person(with(draft -> {}));
        var held = person(with(draft -> {}));
        pki.ca.revoked.put(revoked.getSerialNumber(), KEY_COMPROMISE);
        pki.ca.revoked.put(held.getSerialNumber(), ON_HOLD);
        for (var ocsp : new Fault[] {Fault.NONE, Fault.DOWN}) {
            pki.ca.ocsp = ocsp;
            assertThat(flaw(revoked)).isEqualTo(Flaw.REVOKED);
            assertThat(flaw(held)).isEqualTo(Flaw.ON_HOLD);
        }
    }

    @Test
    void anAuthorityThatWasRevokedVouchesForNobody() {
        pki.root.revoked.put(pki.ca.certificate.getSerialNumber(), KEY_COMPROMISE);
        assertThat(flaw(person(with(draft -> {})))).isEqualTo(Flaw.UNKNOWN_AUTHORITY);
        assertThat(pki.asked).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "DOWN",
                "GARBAGE",
                "FOREIGN_ISSUER",
                "BAD_SIGNATURE",
                "WEAK_SIGNATURE",
                "STALE",
                "NO_NEXT_UPDATE",
                "FROM_THE_FUTURE",
                "DELTA",
                "CRITICAL_EXTENSION"
            })
    void withoutACurrentListOfTheRootNothingIsGood(Fault fault) {
        pki.root.list = fault;
        assertThat(flaw(person(with(draft -> {})))).isEqualTo(Flaw.STATUS_UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "NO_NONCE",
                "OTHER_NONCE",
                "STALE",
                "FROM_THE_FUTURE",
                "NO_NEXT_UPDATE_AND_OLD",
                "BAD_SIGNATURE",
                "WEAK_SIGNATURE",
                "FOREIGN_RESPONDER",
                "RESPONDER_WITHOUT_PURPOSE",
                "RESPONDER_EXPIRED",
                "OTHER_CERTIFICATE",
                "TWO_ANSWERS",
                "CRITICAL_EXTENSION"
            })
    void aSignedAnswerThatIsNotToBeBelievedEndsTheMatterThoughTheListIsClean(Fault fault) {
        pki.ca.ocsp = fault;
        assertThat(flaw(person(with(draft -> {})))).isEqualTo(Flaw.STATUS_UNAVAILABLE);
        assertThat(pki.listed).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "BY_THE_AUTHORITY_ITSELF", "NO_NEXT_UPDATE", "RESPONDER_TO_BE_LOOKED_UP"})
    void anAnswerThatIsRightIsBelieved(Fault how) {
        pki.ca.ocsp = how;
        assertThat(flaw(person(with(draft -> {})))).isNull();
    }

    @Test
    void whatTheAuthorityDoesNotKnowIsNotGoodThoughTheListIsClean() {
        for (var fault : new Fault[] {Fault.UNKNOWN, Fault.NEVER_ISSUED}) {
            pki.ca.ocsp = fault;
            assertThat(flaw(person(with(draft -> {})))).isEqualTo(Flaw.UNKNOWN_TO_AUTHORITY);
        }
    }

    @Test
    void aResponderWhoseOwnCertificateWasRevokedIsNotBelieved() {
        pki.ca.ocsp = Fault.RESPONDER_TO_BE_LOOKED_UP;
        pki.ca.revoked.put(BigInteger.valueOf(4711), KEY_COMPROMISE);
        assertThat(flaw(person(with(draft -> {})))).isEqualTo(Flaw.STATUS_UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "GARBAGE", "TRY_LATER", "UNAUTHORIZED"})
    void whereNobodySignsAnAnswerTheListIsAskedAndWithoutOneNothingIsGood(Fault fault) {
        pki.ca.ocsp = fault;
        var certificate = person(with(draft -> {}));
        assertThat(check(certificate)).isInstanceOfSatisfying(Verdict.Good.class, good -> {
            assertThat(good.grounds().ocsp()).isNull();
            assertThat(good.grounds().lists()).hasSize(2);
        });
        pki.ca.list = Fault.DOWN;
        assertThat(flaw(certificate)).isEqualTo(Flaw.STATUS_UNAVAILABLE);
        pki.ca.list = Fault.STALE;
        assertThat(flaw(certificate)).isEqualTo(Flaw.STATUS_UNAVAILABLE);
        pki.ca.list = Fault.NOT_FOR_THESE;
        assertThat(flaw(certificate)).isEqualTo(Flaw.STATUS_UNAVAILABLE);
        pki.ca.list = Fault.BAD_SIGNATURE;
        assertThat(flaw(certificate)).isEqualTo(Flaw.STATUS_UNAVAILABLE);
    }

    @Test
    void anAnswerIsRememberedForTwoMinutesAndAHeldListUntilItsNextUpdate() {
        var check = pki.check();
        var certificate = person(with(draft -> {}));
        var der = Certificates.encoded(certificate);
        for (int i = 0; i < 5; i++) {
            assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        }
        assertThat(pki.asked).hasValue(1);
        pki.ca.revoked.put(certificate.getSerialNumber(), KEY_COMPROMISE);
        pki.advance(Duration.ofSeconds(119));
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        pki.advance(Duration.ofSeconds(1));
        assertThat(check.check(der, null)).isInstanceOfSatisfying(Verdict.Bad.class, bad -> {
            assertThat(bad.flaw()).isEqualTo(Flaw.REVOKED);
            assertThat(bad.since()).isNotNull();
        });
        assertThat(pki.asked).hasValue(2);

        pki.root.list = Fault.DOWN;
        pki.ca.revoked.clear();
        pki.advance(Duration.ofHours(11));
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        pki.advance(Duration.ofHours(2));
        assertThat(check.check(der, null)).isEqualTo(new Verdict.Bad(Flaw.STATUS_UNAVAILABLE));
    }

    @Test
    void aPathThatWasGoodAMomentAgoEndsWithTheAuthority() {
        var brief = pki.authority(pki.root.under("brief", "CN=Brief CA, C=VN", TestKeys.ec(), with(draft -> {
            draft.to = TestAuthority.NOW.plusSeconds(60);
        })));
        pki.trust("intermediate", "public", brief);
        var check = pki.check();
        var der = Certificates.encoded(brief.issue(TestPki.PERSON, KEYS, draft -> draft));
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        pki.advance(Duration.ofSeconds(60));
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        pki.advance(Duration.ofSeconds(1));
        assertThat(check.check(der, null)).isEqualTo(new Verdict.Bad(Flaw.UNKNOWN_AUTHORITY));
        assertThat(pki.asked).hasValue(1);
    }

    @Test
    void aPathThatWasGoodAMomentAgoEndsWithTheBundle() throws IOException {
        var former = pki.bundle();
        var more = pki.authority(pki.root.under("more", "CN=More CA, C=VN", TestKeys.ec(), draft -> draft));
        var file = pki.trust("intermediate", "public", more).bundleFile();
        var trusted = TrustForTests.with(new SigningSettings(file, null, PersonalTaxCode.PERSON));
        var check = pki.check(pki.clock, trusted);
        var der = Certificates.encoded(more.issue(TestPki.PERSON, KEYS, draft -> draft));
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        assertThat(check.check(der, null)).isInstanceOf(Verdict.Good.class);
        Files.writeString(file, former);
        trusted.reread();
        assertThat(check.check(der, null)).isEqualTo(new Verdict.Bad(Flaw.UNKNOWN_AUTHORITY));
    }

    @Test
    void whoIsKnownToBeACitizenIsNoBusinessAMomentLater() {
        var check = pki.check();
        var der = Certificates.encoded(person(with(draft -> {})));
        assertThat(check.check(der, SubjectKind.CITIZEN)).isInstanceOf(Verdict.Good.class);
        assertThat(check.check(der, SubjectKind.BUSINESS)).isEqualTo(new Verdict.Bad(Flaw.WRONG_KIND));
    }

    @Test
    void ofTwentyAtOnceOneAsks() throws Exception {
        var check = pki.check();
        var der = Certificates.encoded(person(with(draft -> {})));
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var verdicts = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> {
                        begin.await();
                        return check.check(der, null);
                    }))
                    .toList();
            begin.countDown();
            for (var verdict : verdicts) {
                assertThat(verdict.get()).isInstanceOf(Verdict.Good.class);
            }
        }
        assertThat(pki.asked).hasValue(1);
        assertThat(pki.listed).hasValue(1);
    }

    @Test
    void aCertificateLeadsNobodyToAHostThatIsNotAllowed() {
        var own = pki.authority(pki.root.under("own", "CN=Own Addresses CA", TestKeys.ec(), draft -> draft));
        pki.trust("intermediate", "public", own, "");
        var allowed = own.issue(TestPki.PERSON, KEYS, with(draft -> draft.ocsp = pki.at("/ocsp/own")));
        assertThat(flaw(allowed)).isNull();
        var elsewhere = own.issue(TestPki.PERSON, KEYS, with(draft -> {
            draft.ocsp = pki.at("/ocsp/own").replace("127.0.0.1", "127.0.0.2");
            draft.crl = "http://169.254.169.254/latest/meta-data";
        }));
        assertThat(flaw(elsewhere)).isEqualTo(Flaw.STATUS_UNAVAILABLE);
        var byItsList = own.issue(TestPki.PERSON, KEYS, with(draft -> draft.crl = pki.at("/crl/own")));
        assertThat(flaw(byItsList)).isNull();
    }

    @Test
    void withoutABundleNothingIsGood() {
        var trusted = TrustForTests.with(new SigningSettings(null, null, PersonalTaxCode.PERSON));
        assertThat(trusted.isSandbox()).isFalse();
        assertThat(trusted.bundle().issuerOf(person(with(draft -> {})))).isEmpty();
    }
}
