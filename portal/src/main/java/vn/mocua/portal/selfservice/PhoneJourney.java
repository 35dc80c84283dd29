package vn.mocua.portal.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;

/**
 * Another phone for an account: the operator says that it is the owner's, they hold it, and the former one agrees. Who
 * does not have the former one any more waits, and both hear of it.
 */
@Component
class PhoneJourney implements JourneySource {

    static final String NOT_YOURS = "phone-not-yours";

    /** Short, because the fresh sign-in that it began with must not grow old. */
    static final Journey.Lifetime SHORT = new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofMinutes(30));

    static final Refusal NOT_THIS_ACCOUNT = new Refusal("not-this-account");

    private final Journey<PhoneChange> journey;
    private final ContactsChanged changed;

    PhoneJourney(NextNumber number, OneTimeCodes codes, ContactsChanged changed) {
        this.changed = changed;
        this.journey = new Journey<>(
                "/account/new-phone",
                "/account/phone",
                PhoneChange.class,
                SHORT,
                List.of(number, new PhoneCode(codes, changed, false), new PhoneCode(codes, changed, true)),
                PhoneChange::who,
                (known, visit) -> known.account().toString().equals(visit.signedIn())
                        ? Optional.empty()
                        : Optional.of(NOT_THIS_ACCOUNT),
                this::finish,
                (known, ending, visit, request, response) -> {});
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<PhoneChange> journey() {
        return journey;
    }

    private Ending finish(PhoneChange known, Visit visit) {
        var next = Objects.requireNonNull(known.next());
        if (!known.isAgreed()) {
            return changed.phoneLater(known.account(), next, visit)
                    ? new Ending.Finished("/account/phone", "")
                    : new Ending.Refused(NOT_THIS_ACCOUNT);
        }
        return changed.phone(known.account(), next, visit)
                ? new Ending.Finished("/account?changed=" + (known.former() == null ? "phone-added" : "phone"), "")
                : new Ending.Refused(new Refusal(NOT_YOURS));
    }
}
