package vn.mocua.portal.federation;

import java.util.Map;
import java.util.Set;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Says what a provider will tell us, and sends the person there to sign in. */
public record SignInElsewhere<S>(IdentityProvider provider, Means<S> means) implements Step<S, SignInElsewhere.Form> {

    /** One button. */
    public record Form() {}

    @Override
    public String key() {
        return "sign-in";
    }

    @Override
    public String page() {
        return "federation/sign-in.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Set<String> origins() {
        return Set.of(provider.origin());
    }

    @Override
    public boolean isDone(S known) {
        return means.isVouchedFor().test(known) || !means.noted().apply(known).isEmpty();
    }

    /** Who leaves again comes back on the new way only. */
    @Override
    public S forget(S known) {
        return means.noting().apply(means.unvouched().apply(known), "");
    }

    @Override
    public Map<String, ?> show(S known, Visit visit) {
        return Map.of("provider", provider.name(), "whom", means.whom().apply(known));
    }

    @Override
    public Outcome<S> submit(S known, Form form, Visit visit) {
        var departure = provider.leave(visit.path() + "/" + ReturnFromElsewhere.KEY, visit.language());
        return new Outcome.Elsewhere<>(
                means.noting().apply(known, departure.attempt().value()), departure.address());
    }
}
