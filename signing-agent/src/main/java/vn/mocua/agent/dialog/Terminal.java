package vn.mocua.agent.dialog;

import java.io.Console;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.token.Token.PinEntry;
import vn.mocua.agent.token.Tokens.Choice;
import vn.mocua.agent.words.Plain;
import vn.mocua.agent.words.Words;

/** Asks on the terminal, for computers without a screen of windows; the PIN is not shown while it is typed. */
public final class Terminal implements Consent {

    private final Line line;

    /** What a terminal can do. */
    public interface Line {

        void say(String text);

        /** What was typed; null when the person ended the input. */
        @Nullable
        String read(String prompt);

        char @Nullable [] readHidden(String prompt);
    }

    public Terminal(Line line) {
        this.line = line;
    }

    /** The terminal that the program was started on. */
    public static Terminal of(Console console) {
        return new Terminal(new Line() {
            @Override
            public void say(String text) {
                console.printf("%s%n", Plain.on(console.charset(), text));
            }

            @Override
            public @Nullable String read(String prompt) {
                return console.readLine("%s ", Plain.on(console.charset(), prompt));
            }

            @Override
            public char @Nullable [] readHidden(String prompt) {
                return console.readPassword("%s ", Plain.on(console.charset(), prompt));
            }
        });
    }

    @Override
    public Answer ask(Question question, Act act) {
        var words = new Words(question.request().language());
        show(question, words);
        var choice = choice(question, words);
        if (choice == null) {
            return Answer.refused(Code.USER_CANCELLED);
        }
        var token = choice.token();
        if (token.pin() == PinState.LOCKED) {
            line.say(words.of("pin.locked"));
            return new Answer.Refused(Fault.wrongPin(PinState.LOCKED));
        }
        if (token.pin() != PinState.OK) {
            line.say(words.of("pin." + token.pin().word()));
        }
        char[] pin = {};
        if (token.entry() == PinEntry.TYPED) {
            pin = line.readHidden(words.of("terminal.pin"));
        } else {
            line.say(words.of(
                    "pin." + token.entry().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        if (pin == null || (pin.length == 0 && token.entry() == PinEntry.TYPED)) {
            return Answer.refused(Code.USER_CANCELLED);
        }
        try {
            return act.with(choice, pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private void show(Question question, Words words) {
        var request = question.request();
        var what = words.of("purpose." + request.nonce().purpose().word());
        line.say(words.of("consent.asks") + " " + request.origin());
        line.say(request.statement()
                .flatMap(statement -> statement.kind())
                .map(kind -> words.of("consent.what.kind", what, words.of("kind." + kind.word())))
                .orElse(what));
        line.say(words.of("consent.code") + " " + request.nonce().code());
        line.say(words.of("consent.compare"));
        line.say(words.of("consent.certificate"));
        for (var i = 0; i < question.choices().size(); i++) {
            var certificate = CertificateWords.of(question.choices().get(i), words);
            line.say("  " + (i + 1) + ". " + certificate.holder() + " · " + certificate.authority());
        }
    }

    private @Nullable Choice choice(Question question, Words words) {
        if (question.choices().size() == 1) {
            return question.choices().getFirst();
        }
        var typed = line.read(words.of("terminal.which", question.choices().size()));
        return typed != null
                        && typed.strip().matches("[1-9]\\d?")
                        && Integer.parseInt(typed.strip()) <= question.choices().size()
                ? question.choices().get(Integer.parseInt(typed.strip()) - 1)
                : null;
    }
}
