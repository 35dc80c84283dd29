package vn.mocua.agent.signing;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Answer.Refused;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.token.Status;
import vn.mocua.agent.token.Tokens;
import vn.mocua.agent.token.Tokens.Choices;

/** Has one thing signed at a time, for allowed sites, after the person agreed. */
public final class Signer {

    private final Set<Origin> allowed;
    private final Tokens tokens;
    private final Consent consent;
    private final Journal journal;
    private final AtomicBoolean busy = new AtomicBoolean();

    public Signer(Set<Origin> allowed, Tokens tokens, Consent consent, Journal journal) {
        this.allowed = Set.copyOf(allowed);
        this.tokens = tokens;
        this.consent = consent;
        this.journal = journal;
    }

    public boolean allows(Origin origin) {
        return allowed.contains(origin);
    }

    public Status status() {
        return tokens.status();
    }

    public Answer sign(SigningRequest request) {
        if (!allows(request.origin())) {
            return Answer.refused(Code.INVALID_ARGUMENT);
        }
        if (!busy.compareAndSet(false, true)) {
            return Answer.refused(Code.ACTION_PENDING);
        }
        try {
            var answer = asked(request);
            journal.ended(request, answer);
            return answer;
        } finally {
            busy.set(false);
        }
    }

    private Answer asked(SigningRequest request) {
        return switch (tokens.choices()) {
            case Choices.None(var fault) -> new Refused(fault);
            case Choices.Some(var choices) ->
                consent.ask(new Consent.Question(request, choices), (choice, pin) -> tokens.sign(choice, pin, request));
        };
    }
}
