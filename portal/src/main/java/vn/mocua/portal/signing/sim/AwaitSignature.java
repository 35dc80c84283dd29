package vn.mocua.portal.signing.sim;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.SimPrompts.Standing;

/**
 * Waits for the person to confirm on the phone: shows the code to be compared, and looks at our own table until there is
 * an answer. What came is told to the browser that asked, and to no other.
 */
public record AwaitSignature<S>(SimPrompts prompts, SimMeans<S> means) implements Step<S, AwaitSignature.Form> {

    /** One button looks again, the other gives up. */
    public record Form(boolean cancel) {}

    @Override
    public String key() {
        return "approval";
    }

    @Override
    public String page() {
        return "signing/sim/approval.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(S known) {
        return means.isProven().test(known);
    }

    /** A prompt is answered once. */
    @Override
    public boolean canBeRepeated() {
        return false;
    }

    @Override
    public boolean raisesPrivilege() {
        return true;
    }

    @Override
    public Map<String, ?> show(S known, Visit visit) {
        var standing = noted(known).map(prompt -> prompts.standing(prompt, visit));
        var model = new HashMap<String, Object>();
        model.put("now", visit.now());
        model.put("purpose", means.purpose().apply(known).word());
        if (standing.isPresent() && standing.get() instanceof Standing.Waiting waiting) {
            model.put("sentTo", waiting.phone().masked());
            model.put("code", waiting.code());
            model.put("expiresAt", waiting.expiresAt());
        }
        return model;
    }

    @Override
    public Outcome<S> look(S known, Visit visit) {
        var prompt = noted(known);
        if (prompt.isEmpty()) {
            return Outcome.stop("sim-user-timeout");
        }
        return switch (prompts.standing(prompt.get(), visit)) {
            case Standing.Waiting waiting -> Outcome.await(known);
            case Standing.Proved(var signer) ->
                means.proved().judge(means.noting().apply(known, ""), signer, visit);
            case Standing.Flawed(var flaw) ->
                Outcome.stop(refusal(flaw, means.kind().apply(known)));
            case Standing.Failed(var code) ->
                code.equals(Code.PROVIDER_DOWN.word()) ? Outcome.silence("sim-" + code) : Outcome.stop("sim-" + code);
        };
    }

    @Override
    public Outcome<S> submit(S known, Form form, Visit visit) {
        if (!form.cancel()) {
            return look(known, visit);
        }
        noted(known).ifPresent(prompt -> prompts.leave(prompt, visit));
        return Outcome.advance(means.noting().apply(means.unproven().apply(known), ""));
    }

    /** What a person does about a certificate for somebody of another kind depends on the kind that they chose. */
    private static String refusal(String flaw, @Nullable SubjectKind kind) {
        return flaw.equals("wrong-kind") && kind != null
                ? "certificate-not-for-" + kind.name().toLowerCase(Locale.ROOT)
                : "certificate-" + flaw;
    }

    private Optional<UUID> noted(S known) {
        var note = means.noted().apply(known);
        return note.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(note));
    }
}
