package vn.mocua.portal.signing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Upload;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.signing.SignedAnswers.Answer;

/**
 * Has a statement signed by a USB token: by the agent on the person's computer, which the page's script asks, or by any
 * program of theirs, whose file is uploaded. Both come as the same file. See docs/protocols/usb-signing.md.
 */
public record UseToken<S>(Tokens tokens, TokenMeans<S> means) implements Step<S, UseToken.Form> {

    /** What came of signing: a token in JSON, or a CMS signature. */
    public record Form(Upload answer) {}

    @Override
    public String key() {
        return "token";
    }

    @Override
    public String page() {
        return "signing/token.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(S known) {
        return means.isProved().test(known);
    }

    @Override
    public S forget(S known) {
        return means.noting().apply(means.unproved().apply(known), "");
    }

    /** Whoever took the wrong token, or the wrong certificate on it, gets a new code. */
    @Override
    public boolean beginsAnew() {
        return true;
    }

    @Override
    public boolean raisesPrivilege() {
        return true;
    }

    /** The agent's doors, and nothing else outside. */
    @Override
    public Set<String> asks() {
        return TokenPage.PORTS.stream().map(port -> "http://127.0.0.1:" + port).collect(Collectors.toUnmodifiableSet());
    }

    /** A code for this browser; and a new one when the person asks for it. */
    @Override
    public Outcome<S> enter(S known, Visit visit) {
        var use = Use.of(Tokens.LIMIT, visit.network());
        if (tokens.limits().take(use) instanceof Taken.Refused(var limit, var when)) {
            return Outcome.notBefore(when, "", "token.tooMany", when);
        }
        var challenge = tokens.challenges()
                .issue(
                        means.purpose().apply(known),
                        means.kind().apply(known),
                        bearer(visit),
                        visit.language().tag());
        return Outcome.advance(means.noting().apply(known, challenge.id().toString()));
    }

    @Override
    public Map<String, ?> show(S known, Visit visit) {
        var asked = noted(known)
                .flatMap(id -> tokens.challenges().find(id, bearer(visit)))
                .map(challenge -> TokenPage.Asked.of(challenge, tokens.origin(), visit.now()))
                .orElse(null);
        var purpose = means.purpose().apply(known).word();
        return Map.of("token", new TokenPage(purpose, asked, tokens.packages().all(), tokens.origin()));
    }

    @Override
    public Outcome<S> submit(S known, Form form, Visit visit) {
        var challenge = noted(known);
        if (challenge.isEmpty()) {
            return Outcome.again("", "token.notAnswered");
        }
        var asked = new Asked(
                challenge.get(),
                bearer(visit),
                means.purpose().apply(known),
                means.kind().apply(known));
        return switch (tokens.judge(form.answer().bytes(), asked)) {
            case Answer.Proved proved -> means.judge().judge(means.noting().apply(known, ""), proved, visit);
            case Answer.Refused(var flaw) ->
                Outcome.stop(refusal(flaw, means.kind().apply(known)));
            case Answer.NotAnswered() -> Outcome.again("", "token.notAnswered");
            case Answer.Unusable(var why) -> Outcome.again("answer", why.key());
            case Answer.StatusUnavailable() ->
                throw new OutsideUnavailable(Tokens.STATUS, OutsideUnavailable.Why.SILENT, "no authority answers");
        };
    }

    /** What a person does about a certificate for somebody of another kind depends on the kind that they chose. */
    private static String refusal(Flaw flaw, @Nullable SubjectKind kind) {
        var name = flaw.key().substring(flaw.key().lastIndexOf('.') + 1);
        return flaw == Flaw.WRONG_KIND && kind != null
                ? "certificate-not-for-" + kind.name().toLowerCase(Locale.ROOT)
                : "certificate-" + name;
    }

    private Optional<UUID> noted(S known) {
        var note = means.noted().apply(known);
        return note.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(note));
    }

    /** Nobody without the draft answers in its place. */
    private static String bearer(Visit visit) {
        return visit.draft().toString();
    }
}
