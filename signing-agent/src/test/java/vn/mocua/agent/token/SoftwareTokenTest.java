package vn.mocua.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.agent.AuthToken;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Answer.Refused;
import vn.mocua.agent.protocol.Answer.Signed;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.SigningRequest;

class SoftwareTokenTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"RSA,RS256", "secp256r1,ES256", "secp384r1,ES384", "secp521r1,ES512"})
    void theKeyDecidesTheAlgorithm(String key, String algorithm) throws Exception {
        var holder =
                Holder.of("An", key, KeyUsage.digitalSignature, Instant.now().plusSeconds(3600));
        var challenge = Challenge.fresh();

        var answer = sign(tokens(holder), "2468", challenge);

        assertThat(answer).isInstanceOf(Signed.class);
        var token = ((Signed) answer).authToken();
        assertThat(token).containsEntry("algorithm", algorithm);
        assertThat(AuthToken.assertGood(token, challenge)).isEqualTo(holder.certificate());
    }

    @Test
    void threeWrongPinsLockItAndARightOneBeforeStartsAnew() throws Exception {
        var tokens = tokens(Holder.withCurve("An", "secp256r1"));

        assertThat(sign(tokens, "1", Challenge.fresh())).isEqualTo(new Refused(Fault.wrongPin(PinState.LOW)));
        assertThat(tokens.status().pin()).isEqualTo(PinState.LOW);
        assertThat(sign(tokens, "2468", Challenge.fresh())).isInstanceOf(Signed.class);
        assertThat(sign(tokens, "1", Challenge.fresh())).isEqualTo(new Refused(Fault.wrongPin(PinState.LOW)));
        assertThat(sign(tokens, "2", Challenge.fresh())).isEqualTo(new Refused(Fault.wrongPin(PinState.FINAL)));
        assertThat(sign(tokens, "3", Challenge.fresh())).isEqualTo(new Refused(Fault.wrongPin(PinState.LOCKED)));
        assertThat(tokens.choices()).isEqualTo(new Tokens.Choices.None(Fault.wrongPin(PinState.LOCKED)));
        assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.PRESENT, PinState.LOCKED));
    }

    @Test
    void aCertificateThatRanOutOrIsNotForSigningDoesNotSign() throws Exception {
        var old = Holder.of(
                "An", "secp256r1", KeyUsage.digitalSignature, Instant.now().minusSeconds(60));
        var closed = Holder.of(
                "An", "secp256r1", KeyUsage.keyEncipherment, Instant.now().plusSeconds(3600));

        assertThat(sign(tokens(old), "2468", Challenge.fresh())).isEqualTo(new Refused(Fault.noCertificate(true)));
        assertThat(sign(tokens(closed), "2468", Challenge.fresh())).isEqualTo(new Refused(Fault.noCertificate(false)));
    }

    @Test
    void aFileThatIsGoneIsATokenThatWasPulledOut() {
        var tokens = tokens(folder.resolve("gone.p12"));

        assertThat(tokens.choices()).isEqualTo(new Tokens.Choices.None(Fault.of(Fault.Code.NO_TOKEN)));
        assertThat(tokens.status()).isEqualTo(new Status(true, Status.Presence.NONE, PinState.OK));
    }

    private Tokens tokens(Holder holder) {
        return tokens(holder.pkcs12(folder.resolve("token.p12"), "2468"));
    }

    private static Tokens tokens(Path file) {
        return new Tokens(new Tokens.Drivers(file, List.of(), null, _ -> List.of()), Clock.systemUTC());
    }

    private static Answer sign(Tokens tokens, String pin, Challenge challenge) throws Exception {
        var request = SigningRequest.fromPage(challenge.body().getBytes(UTF_8), new Origin(challenge.origin()));
        return switch (tokens.choices()) {
            case Tokens.Choices.Some(var choices) -> tokens.sign(choices.getFirst(), pin.toCharArray(), request);
            case Tokens.Choices.None(var fault) -> new Refused(fault);
        };
    }
}
