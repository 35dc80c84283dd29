package vn.mocua.portal.selfservice;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Visit;

/** Another e-mail address for an account: a code is typed back that went there, and the former one hears of it. */
@Component
class EmailJourney implements JourneySource {

    private final Journey<EmailChange> journey;
    private final ContactsChanged changed;

    EmailJourney(NextAddress address, AddressCode code, ContactsChanged changed) {
        this.changed = changed;
        this.journey = new Journey<>(
                "/account/new-email",
                "/account/email",
                EmailChange.class,
                PhoneJourney.SHORT,
                List.of(address, code),
                EmailChange::who,
                (known, visit) -> known.account().toString().equals(visit.signedIn())
                        ? Optional.empty()
                        : Optional.of(PhoneJourney.NOT_THIS_ACCOUNT),
                this::finish,
                (known, ending, visit, request, response) -> {});
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<EmailChange> journey() {
        return journey;
    }

    private Ending finish(EmailChange known, Visit visit) {
        return changed.email(known.account(), Objects.requireNonNull(known.next()), visit)
                ? new Ending.Finished("/account?changed=email", "")
                : new Ending.Refused(PhoneJourney.NOT_THIS_ACCOUNT);
    }
}
