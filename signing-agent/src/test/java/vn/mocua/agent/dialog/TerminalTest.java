package vn.mocua.agent.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.token.Held;
import vn.mocua.agent.token.SoftwareToken;
import vn.mocua.agent.token.Token;
import vn.mocua.agent.token.Tokens.Choice;

class TerminalTest {

    private static final Holder AN =
            Holder.of("Nguyễn Văn An", "secp256r1", KeyUsage.digitalSignature, Instant.parse("2027-03-12T00:00:00Z"));

    private final List<String> said = new ArrayList<>();
    private final List<String> signed = new ArrayList<>();
    private char[] lastPin = {};

    @Test
    void itShowsWhatIsAskedAndTakesAPin() throws Exception {
        var question = question(PinState.FINAL);

        var answer = ask(question, null, "2468");

        assertThat(answer).isInstanceOf(Answer.Signed.class);
        assertThat(signed).containsExactly("2468");
        assertThat(lastPin).containsOnly('\0');
        assertThat(String.join("\n", said))
                .contains(
                        Challenge.SITE,
                        "Đăng ký tài khoản — Công dân",
                        "Mã đối chiếu " + question.request().nonce().code())
                .contains("1. Nguyễn Văn An · Nguyễn Văn An cấp, có hiệu lực đến 12/03/2027", "lần nhập cuối cùng");
    }

    @Test
    void nothingTypedCancels() throws Exception {
        assertThat(ask(question(PinState.OK), null, "")).isEqualTo(Answer.refused(Code.USER_CANCELLED));
        assertThat(ask(question(PinState.OK, PinState.OK), "", "1")).isEqualTo(Answer.refused(Code.USER_CANCELLED));
        assertThat(ask(question(PinState.OK, PinState.OK), "3", "1")).isEqualTo(Answer.refused(Code.USER_CANCELLED));
        assertThat(signed).isEmpty();
    }

    @Test
    void oneOfSeveralIsChosenByItsNumber() throws Exception {
        assertThat(ask(question(PinState.LOCKED, PinState.OK), "2", "1")).isInstanceOf(Answer.Signed.class);
        assertThat(ask(question(PinState.LOCKED, PinState.OK), "1", "1"))
                .isEqualTo(new Answer.Refused(Fault.wrongPin(PinState.LOCKED)));
    }

    private Answer ask(Consent.Question question, String typed, String pin) {
        var line = new Terminal.Line() {
            @Override
            public void say(String text) {
                said.add(text);
            }

            @Override
            public String read(String prompt) {
                return typed;
            }

            @Override
            public char[] readHidden(String prompt) {
                lastPin = pin.toCharArray();
                return lastPin;
            }
        };
        return new Terminal(line).ask(question, (choice, chars) -> {
            signed.add(new String(chars));
            return Answer.Signed.of(AN.certificate(), vn.mocua.agent.protocol.Algorithm.ES256, new byte[64]);
        });
    }

    private static Consent.Question question(PinState... tokens) throws Exception {
        var request = SigningRequest.fromPage(Challenge.fresh().body().getBytes(UTF_8), new Origin(Challenge.SITE));
        var held = new Held("x", AN.certificate());
        return new Consent.Question(
                request,
                List.of(tokens).stream()
                        .map(pin -> new Choice(
                                new SoftwareToken(null),
                                new Token("USB", true, pin, Token.PinEntry.TYPED, List.of(held)),
                                held))
                        .toList());
    }
}
