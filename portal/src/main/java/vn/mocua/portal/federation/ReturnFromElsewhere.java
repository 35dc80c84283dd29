package vn.mocua.portal.federation;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.federation.IdentityProvider.Answer;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * Where the provider sends the person back to: a page whose form holds what the address brought along. Script sends it
 * at once; without script there is one button. The address by itself changes nothing.
 *
 * @param read reads the provider's claims, strictly
 * @param judge says what follows from them
 */
public record ReturnFromElsewhere<S, T>(
        IdentityProvider provider, Means<S> means, Function<Claims, T> read, Judge<S, T> judge)
        implements Step<S, ReturnFromElsewhere.Form> {

    static final String KEY = "return";

    /** Named as the protocol names them. */
    public record Form(
            @Nullable String code,
            @Nullable String state,
            @Nullable String iss,
            @Nullable String error) {

        @Override
        public String toString() {
            return "Form[***]";
        }
    }

    /** What a journey makes of what the provider said. */
    @FunctionalInterface
    public interface Judge<S, T> {
        Outcome<S> judge(S known, T said, Visit visit);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String page() {
        return "federation/return.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(S known) {
        return means.isVouchedFor().test(known);
    }

    /** A code is good once. */
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
        return Map.of("provider", provider.name());
    }

    @Override
    public Outcome<S> submit(S known, Form form, Visit visit) {
        var attempt = Attempt.of(means.noted().apply(known));
        if (attempt.isEmpty()) {
            return Outcome.stop("sign-in-stale");
        }
        var arrival = new Arrival(form.code(), form.state(), form.iss(), form.error());
        return switch (provider.comeBack(attempt.get(), arrival, read)) {
            case Answer.VouchedFor<T>(var said) -> judge.judge(means.noting().apply(known, ""), said, visit);
            case Answer.Cancelled<T>() -> Outcome.stop("sign-in-cancelled");
            case Answer.NotThisAttempt<T>() -> Outcome.stop("sign-in-stale");
            case Answer.NotBelieved<T>(var why) -> Outcome.stop("sign-in-not-believed");
        };
    }
}
