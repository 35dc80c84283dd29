package vn.mocua.portal.signing.sim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.signing.sim.SimPrompts.Asking;

/**
 * Asks for the number of a SIM that signs, and has the prompt sent to it. Its answer is the same for numbers whose SIM
 * does not sign.
 *
 * @param form {@link Number}, or {@link NumberAndConsent} where terms are agreed to before anybody is asked
 */
public record AskPhone<S, F extends Record & AskPhone.Answer>(SimPrompts prompts, Class<F> form, SimMeans<S> means)
        implements Step<S, F> {

    /** What is typed. */
    public sealed interface Answer {

        PhoneNumber phone();

        /** Who runs the SIM; null for the one that the number's prefix names. */
        @Nullable
        SimProvider provider();
    }

    public record Number(PhoneNumber phone, @Nullable SimProvider provider) implements Answer {}

    public record NumberAndConsent(
            PhoneNumber phone, @Nullable SimProvider provider, Ticked consent) implements Answer {}

    @Override
    public String key() {
        return "number";
    }

    @Override
    public String page() {
        return "signing/sim/number.jte";
    }

    /** A prompt that a stranger's phone shows is a nuisance, and costs money. */
    @Override
    public boolean forHumansOnly() {
        return true;
    }

    @Override
    public boolean isDone(S known) {
        return means.isProven().test(known) || !means.noted().apply(known).isEmpty();
    }

    /** Who asks anew wants nothing of the former prompt any more. */
    @Override
    public S forget(S known) {
        return means.noting().apply(means.unproven().apply(known), "");
    }

    @Override
    public Map<String, ?> show(S known, Visit visit) {
        return Map.of(
                "providers",
                prompts.providers(),
                "consent",
                form == NumberAndConsent.class,
                "purpose",
                means.purpose().apply(known).word());
    }

    @Override
    public Outcome<S> submit(S known, F form, Visit visit) {
        var asking = prompts.ask(
                form.phone(),
                form.provider(),
                means.purpose().apply(known),
                means.kind().apply(known),
                visit);
        return switch (asking) {
            case Asking.Asked(var prompt) ->
                Outcome.advance(means.noting().apply(means.agreed().apply(known), prompt.toString()));
            case Asking.WhichProvider() -> Outcome.again("provider", "provider.missing");
            case Asking.Busy(var until) -> Outcome.notBefore(until, "phone", "sim.busy", until);
            case Asking.NotBefore(var when) -> Outcome.notBefore(when, "phone", "sim.not-before", when);
        };
    }
}
