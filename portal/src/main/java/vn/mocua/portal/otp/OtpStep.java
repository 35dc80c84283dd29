package vn.mocua.portal.otp;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;

/**
 * Sends a code to a phone and waits until the person types it back.
 *
 * @param form what the page asks: a {@link Code}, or a {@link CodeAndDevice}
 * @param means how the step reads and writes what is known
 */
public record OtpStep<S, F extends Record & OtpStep.Answer>(
        OneTimeCodes codes, Purpose purpose, Class<F> form, Means<S> means) implements Step<S, F> {

    /** What is typed back. */
    public sealed interface Answer {

        Otp otp();

        /** Whether this device is to be remembered, where that is asked. */
        default boolean remember() {
            return false;
        }
    }

    public record Code(@Secret Otp otp) implements Answer {}

    public record CodeAndDevice(@Secret Otp otp, boolean remember) implements Answer {}

    /**
     * What the step needs of a journey.
     *
     * @param phone to which the code goes
     * @param person keyed hash of the identifier on whose behalf it goes, for the limits
     * @param whom that identifier as the message names it
     * @param transaction under which codes were sent; null when none was
     * @param former transaction at the same phone on behalf of the same person, from before an earlier page was
     *     answered anew; a code of it that is still awaited is as good as another one. Null when there is none
     * @param noting keeps that transaction
     * @param isDone whether the phone was answered
     * @param done what is known once it was; the flag says whether the device is to be remembered
     */
    public record Means<S>(
            Function<S, PhoneNumber> phone,
            Function<S, String> person,
            Function<S, Whom> whom,
            Function<S, @Nullable UUID> transaction,
            Function<S, @Nullable UUID> former,
            BiFunction<S, UUID, S> noting,
            Predicate<S> isDone,
            BiFunction<S, Boolean, S> done) {}

    /** The same, of whose messages people read that they are for something else. */
    public OtpStep<S, F> sayingItIsTo(Purpose other) {
        return new OtpStep<>(codes, other, form, means);
    }

    @Override
    public String key() {
        return "otp";
    }

    @Override
    public String page() {
        return "otp/code.jte";
    }

    @Override
    public boolean isDone(S known) {
        return means.isDone().test(known);
    }

    @Override
    public boolean canBeRepeated() {
        return false;
    }

    @Override
    public boolean raisesPrivilege() {
        return true;
    }

    @Override
    public Outcome<S> enter(S known, Visit visit) {
        var transaction = means.transaction().apply(known);
        var former = means.former().apply(known);
        if (transaction == null && former != null && codes.isAwaited(former)) {
            return Outcome.advance(means.noting().apply(known, former));
        }
        var sending = codes.send(
                purpose,
                transaction,
                means.phone().apply(known),
                means.person().apply(known),
                means.whom().apply(known),
                visit);
        return switch (sending) {
            case Sending.Sent(var under) -> Outcome.advance(means.noting().apply(known, under));
            case Sending.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.notBefore", when);
            case Sending.NoMore(var triesUsedUp) ->
                Outcome.tooOften(triesUsedUp ? "too-many-tries" : "too-many-codes", anew(known));
        };
    }

    @Override
    public Outcome<S> submit(S known, F form, Visit visit) {
        var transaction = means.transaction().apply(known);
        if (transaction == null) {
            return Outcome.again("otp", "otp.expired");
        }
        var checking = codes.check(
                purpose, transaction, means.phone().apply(known), means.person().apply(known), form.otp(), visit);
        return switch (checking) {
            case Checking.Right() -> Outcome.advance(means.done().apply(known, form.remember()));
            case Checking.Wrong(var triesLeft) -> Outcome.again("otp", "otp.wrong", triesLeft);
            // The second of two clicks leads where the first does: a journey ends once.
            case Checking.Expired() ->
                codes.wasRightJustNow(transaction, form.otp())
                        ? Outcome.advance(means.done().apply(known, form.remember()))
                        : Outcome.again("otp", "otp.expired");
            case Checking.UsedUp(var byThis) ->
                byThis ? Outcome.stop("too-many-tries") : Outcome.tooOften("too-many-tries", anew(known));
            case Checking.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.tooManyTries", when);
        };
    }

    /** When another code can be had. */
    private Instant anew(S known) {
        return codes.nextSendAt(purpose, means.phone().apply(known));
    }

    @Override
    public Map<String, ?> show(S known, Visit visit) {
        var standing = Optional.ofNullable(means.transaction().apply(known)).flatMap(codes::standing);
        var model = new HashMap<String, Object>();
        model.put("sentTo", means.phone().apply(known).masked());
        model.put("sent", standing.isPresent());
        model.put("now", visit.now());
        model.put("nextSendAt", anew(known));
        model.put("expiresAt", standing.map(OneTimeCodes.Standing::expiresAt).orElse(Instant.EPOCH));
        model.put("resends", standing.map(OneTimeCodes.Standing::resends).orElse(0));
        model.put(
                "moreWays",
                standing.map(each -> each.resends() >= 2 || !each.mayBeSentAgain())
                        .orElse(true));
        model.put("remember", form == CodeAndDevice.class);
        return model;
    }
}
