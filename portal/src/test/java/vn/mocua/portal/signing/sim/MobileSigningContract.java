package vn.mocua.portal.signing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.MobileSigning.Credential;
import vn.mocua.portal.signing.sim.MobileSigning.Holding;
import vn.mocua.portal.signing.sim.MobileSigning.Prompt;
import vn.mocua.portal.signing.sim.MobileSigning.Status;

/** What everybody who runs SIMs promises, whatever the wire. */
interface MobileSigningContract {

    byte[] WORDS = "what is signed".getBytes(StandardCharsets.US_ASCII);
    String TEXT = "Cong Dich vu cong: DANG KY tai khoan. Ma ";

    /** What a phone shows. */
    record Screen(String text, String code) {}

    MobileSigning port();

    /** The same, with a secret that is not ours. */
    MobileSigning stranger();

    /** A number that no other test uses, whose SIM signs. */
    PhoneNumber somebody();

    PhoneNumber nobody();

    Optional<Screen> screen(PhoneNumber phone);

    void types(PhoneNumber phone, boolean right);

    void cancels(PhoneNumber phone);

    @Test
    default void whoseSimSignsHasACertificate() {
        var credential = credential(somebody());

        assertThat(certificate(credential).getPublicKey().getAlgorithm()).isIn("RSA", "EC");
    }

    @Test
    default void whoseSimDoesNotSignHasNone() {
        assertThat(port().certificates(nobody()))
                .isInstanceOfSatisfying(
                        Holding.Nothing.class,
                        nothing -> assertThat(nothing.code()).isIn(Code.NO_CERT, Code.NOT_SUBSCRIBED));
    }

    @Test
    default void whoTypesThePinSignsTheHashAfterComparingTheCode() throws Exception {
        var phone = somebody();
        var credential = credential(phone);
        var prompt = prompt(phone, credential);
        var outcome = run(prompt);
        var screen = shown(phone);

        assertThat(screen.text()).contains("DANG KY", screen.code());
        assertThat(screen.code()).isEqualTo(VerificationCode.of(prompt.hash()));
        types(phone, true);
        var signed = (Status.Signed) outcome.get(60, TimeUnit.SECONDS);
        var key = certificate(credential).getPublicKey();
        var verifying = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        verifying.initVerify(key);
        verifying.update(WORDS);
        assertThat(verifying.verify(signed.signature())).isTrue();
    }

    @Test
    default void whoCancelsSignsNothing() throws Exception {
        var phone = somebody();
        var outcome = run(prompt(phone, credential(phone)));
        shown(phone);
        cancels(phone);

        assertThat(failure(outcome)).isEqualTo(Code.USER_CANCELLED);
    }

    @Test
    default void theThirdWrongPinBlocksTheSim() throws Exception {
        var phone = somebody();
        var outcome = run(prompt(phone, credential(phone)));
        shown(phone);
        for (var tries = 0; tries < 3; tries++) {
            types(phone, false);
        }

        assertThat(failure(outcome)).isEqualTo(Code.PIN_BLOCKED);
    }

    @Test
    default void aPhoneShowsOnePromptAtATime() throws Exception {
        var phone = somebody();
        var credential = credential(phone);
        var first = run(prompt(phone, credential));
        shown(phone);

        assertThat(failure(run(prompt(phone, credential)))).isEqualTo(Code.ALREADY_IN_PROGRESS);
        cancels(phone);
        assertThat(failure(first)).isEqualTo(Code.USER_CANCELLED);
    }

    @Test
    default void strangersAreNotServed() {
        assertThat(stranger().certificates(somebody()))
                .isInstanceOfSatisfying(
                        Holding.Nothing.class,
                        nothing -> assertThat(nothing.code()).isEqualTo(Code.PROVIDER_AUTH));
    }

    private Credential credential(PhoneNumber phone) {
        return ((Holding.Certificates) port().certificates(phone)).all().getFirst();
    }

    private Screen shown(PhoneNumber phone) {
        return Waiting.until(Duration.ofSeconds(30), () -> screen(phone));
    }

    /** Starts, and asks until there is an answer, as the job does. */
    private CompletableFuture<Status> run(Prompt prompt) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var status = port().start(prompt);
                    while (status instanceof Status.Pending(var transaction)) {
                        try {
                            Thread.sleep(Duration.ofMillis(100));
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        status = port().ask(transaction);
                    }
                    return status;
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }

    private static Code failure(CompletableFuture<Status> outcome) throws Exception {
        return ((Status.Failed) outcome.get(60, TimeUnit.SECONDS)).code();
    }

    private static Prompt prompt(PhoneNumber phone, Credential credential) {
        var hash = hash(WORDS);
        return new Prompt(
                UUID.randomUUID(),
                phone,
                credential,
                "SHA-256",
                hash,
                TEXT + VerificationCode.of(hash) + ".",
                Duration.ofMinutes(2));
    }

    static byte[] hash(byte[] words) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(words);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(Credential credential) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(credential.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
