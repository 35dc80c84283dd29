package vn.mocua.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import vn.mocua.agent.AuthToken;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Answer.Refused;
import vn.mocua.agent.protocol.Answer.Signed;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.token.Tokens.Choices;

/** A real PKCS#11 library, in the child process that a maker's driver gets. */
@Tag("token")
class Pkcs11LibraryTest {

    @TempDir
    Path folder;

    @Test
    void certificatesShowThemselvesBeforeThePinAndSignAfterIt() throws Exception {
        var rsa = Holder.withRsa("Nguyễn Văn An");
        var curve = Holder.withCurve("Nguyễn Văn An", "secp256r1");
        var old = Holder.of(
                "Cũ", "secp256r1", KeyUsage.digitalSignature, Instant.now().minusSeconds(60));
        var hsm = new SoftHsm(folder).withToken().holding(rsa).holding(curve).holding(old);
        try (var tokens = tokens(hsm::worker, SoftHsm.library())) {
            assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.PRESENT, PinState.OK));
            var choices = ((Choices.Some) tokens.choices()).choices();
            assertThat(choices.stream().map(choice -> choice.held().certificate()))
                    .containsExactlyInAnyOrder(rsa.certificate(), curve.certificate());

            for (var choice : choices) {
                var challenge = Challenge.fresh();
                var answer = tokens.sign(choice, SoftHsm.PIN.toCharArray(), request(challenge));
                assertThat(answer).isInstanceOf(Signed.class);
                assertThat(AuthToken.assertGood(((Signed) answer).authToken(), challenge))
                        .isEqualTo(choice.held().certificate());
            }

            assertThat(tokens.sign(choices.getFirst(), "000000".toCharArray(), request(Challenge.fresh())))
                    .isEqualTo(new Refused(Fault.wrongPin(PinState.LOW)));
            assertThat(tokens.status().pin()).isEqualTo(PinState.LOW);
            assertThat(tokens.sign(choices.getFirst(), SoftHsm.PIN.toCharArray(), request(Challenge.fresh())))
                    .isInstanceOf(Signed.class);
            assertThat(tokens.status().pin()).isEqualTo(PinState.OK);
        }
    }

    @Test
    void aDriverWithoutATokenSaysSo() throws Exception {
        // SoftHSM always offers one more slot, whose token was never initialised.
        try (var tokens = tokens(new SoftHsm(folder)::worker, SoftHsm.library())) {
            assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.UNINITIALISED, PinState.OK));
            assertThat(tokens.choices()).isEqualTo(new Choices.None(Fault.of(Code.TOKEN_UNINITIALISED)));
        }
    }

    @Test
    void aTokenWithOldCertificatesOnlySaysThat() throws Exception {
        var old = Holder.of(
                "Cũ", "secp256r1", KeyUsage.digitalSignature, Instant.now().minusSeconds(60));
        try (var tokens = tokens(new SoftHsm(folder).withToken().holding(old)::worker, SoftHsm.library())) {
            assertThat(tokens.choices()).isEqualTo(new Choices.None(Fault.noCertificate(true)));
        }
    }

    @Test
    void aFileThatIsNoLibraryIsNoDriver() throws Exception {
        var file = Files.writeString(folder.resolve("libfake.so"), "not a library");
        try (var tokens = tokens(new SoftHsm(folder)::worker, file)) {
            assertThat(tokens.status().driver()).isFalse();
            assertThat(tokens.choices()).isEqualTo(new Choices.None(Fault.of(Code.NO_DRIVER)));
        }
    }

    @Test
    void whatALibraryWritesOnTheOutputIsReadOver() throws Exception {
        var hsm = new SoftHsm(folder).withToken().holding(Holder.withCurve("An", "secp256r1"));
        Function<String, List<String>> noisy = library -> List.of(
                "sh",
                "-c",
                "echo 'C_Initialize: OK <<'; exec \"$@\"",
                "sh",
                "env",
                "SOFTHSM2_CONF=" + hsm.configuration(),
                SoftHsm.java().getFirst(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "vn.mocua.agent.Main",
                "token-worker",
                library);
        try (var tokens = tokens(noisy, SoftHsm.library())) {
            assertThat(tokens.choices()).isInstanceOf(Choices.Some.class);
        }
    }

    @Test
    void aDriverThatHangsIsEndedAndOneThatFallsIsStartedAnew() throws Exception {
        var request = request(Challenge.fresh());
        try (var hanging = new ChildProcess(List.of("sleep", "60"), Duration.ofMillis(200), Duration.ofMillis(200))) {
            var before = System.nanoTime();
            assertThat(hanging.look()).isEqualTo(new TokenSource.Look.Failed(Fault.of(Code.DRIVER_TIMEOUT)));
            assertThat(hanging.sign("x", new char[] {'1'}, request.origin(), request.nonce()))
                    .isEqualTo(Answer.refused(Code.DRIVER_TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
        try (var falling = new ChildProcess(List.of("false"))) {
            assertThat(falling.look()).isEqualTo(new TokenSource.Look.Failed(Fault.of(Code.DRIVER_FAILED)));
            assertThat(falling.look()).isEqualTo(new TokenSource.Look.Failed(Fault.of(Code.DRIVER_FAILED)));
        }
    }

    @Test
    void whatIsLeftOfTheTriesIsReadFromTheFlags() {
        assertThat(Pkcs11Library.pin(0)).isEqualTo(PinState.OK);
        assertThat(Pkcs11Library.pin(PKCS11Constants.CKF_USER_PIN_COUNT_LOW)).isEqualTo(PinState.LOW);
        assertThat(Pkcs11Library.pin(PKCS11Constants.CKF_USER_PIN_COUNT_LOW | PKCS11Constants.CKF_USER_PIN_FINAL_TRY))
                .isEqualTo(PinState.FINAL);
        assertThat(Pkcs11Library.pin(PKCS11Constants.CKF_USER_PIN_LOCKED)).isEqualTo(PinState.LOCKED);
    }

    private Tokens tokens(Function<String, List<String>> worker, Path library) {
        return new Tokens(new Tokens.Drivers(null, List.of(library), folder, worker), Clock.systemUTC());
    }

    private static SigningRequest request(Challenge challenge) throws Exception {
        return SigningRequest.fromPage(challenge.body().getBytes(UTF_8), new Origin(challenge.origin()));
    }
}
