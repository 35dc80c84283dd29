package vn.mocua.agent.signing;

import java.util.List;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.token.Tokens.Choice;

/** Asks the person whether, with which certificate and with which PIN. */
public interface Consent {

    /** Shows what is asked, and has the signature made if the person agrees, once. */
    Answer ask(Question question, Act act);

    /** What is asked. */
    record Question(SigningRequest request, List<Choice> choices) {
        public Question {
            choices = List.copyOf(choices);
        }
    }

    /** Makes the signature. Whoever calls it wipes the PIN. */
    @FunctionalInterface
    interface Act {
        Answer with(Choice choice, char[] pin);
    }
}
