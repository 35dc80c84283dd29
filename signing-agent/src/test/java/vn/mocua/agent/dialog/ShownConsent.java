package vn.mocua.agent.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import vn.mocua.agent.Challenge;
import vn.mocua.agent.Holder;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Nonce;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.token.Held;
import vn.mocua.agent.token.Token;
import vn.mocua.agent.token.TokenSource;
import vn.mocua.agent.token.Tokens.Choice;

/** The window alone, for tests: {@code LANGUAGE PATIENCE-MS PIN-STATE…}, one token each. Prints what the person did. */
public final class ShownConsent {

    private ShownConsent() {}

    public static void main(String[] arguments) throws Exception {
        var challenge = Challenge.fresh();
        var body = challenge.body().replace("\"lang\":\"vi\"", "\"lang\":\"" + arguments[0] + "\"");
        var request = SigningRequest.fromPage(body.getBytes(UTF_8), new Origin(challenge.origin()));
        var choices = new ArrayList<Choice>();
        for (var state : List.of(arguments).subList(2, arguments.length)) {
            var name = "<html><h1>Công ty " + (choices.size() + 1);
            var held = new Held(
                    "" + (choices.size() + 1),
                    Holder.withCurve(name, "secp256r1").certificate());
            choices.add(new Choice(
                    new Nothing(),
                    new Token("USB", true, PinState.of(state), Token.PinEntry.TYPED, List.of(held)),
                    held));
        }
        var signed = new StringBuilder("nothing");
        var answer = new Windows(Duration.ofMillis(Long.parseLong(arguments[1])))
                .ask(new Consent.Question(request, choices), (choice, pin) -> {
                    signed.setLength(0);
                    signed.append(choice.held().handle()).append(' ').append(pin);
                    return Answer.Signed.of(
                            choice.held().certificate(), vn.mocua.agent.protocol.Algorithm.ES256, new byte[64]);
                });
        System.out.println(signed + ", "
                + switch (answer) {
                    case Answer.Signed done -> "signed " + Base64.getDecoder().decode(done.signature()).length;
                    case Answer.Refused(var fault) -> fault.code();
                });
        System.exit(0);
    }

    private static final class Nothing implements TokenSource {
        @Override
        public Look look() {
            return new Look.Tokens(List.of());
        }

        @Override
        public Answer sign(String handle, char[] pin, Origin origin, Nonce nonce) {
            throw new AssertionError();
        }
    }
}
