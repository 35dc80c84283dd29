package vn.mocua.portal.registration;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;

/** Turns every method into a journey: the same guard, the same ending, its own steps. */
@Component
class RegistrationJourneys implements JourneySource {

    private static final Refusal ALREADY_REGISTERED = new Refusal("already-registered");
    private static final Refusal ORGANISATION_ALREADY_REGISTERED = new Refusal("organisation-already-registered");

    private final Map<String, Journey<Registration>> byMethod;
    private final Accounts accounts;
    private final RegistrationNotices notices;

    RegistrationJourneys(MethodsOnOffer methods, Accounts accounts, RegistrationNotices notices) {
        this.accounts = accounts;
        this.notices = notices;
        this.byMethod = methods.all().stream().collect(Collectors.toMap(RegistrationMethod::key, this::journeyOf));
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return byMethod.values().stream().map(Function.identity());
    }

    Journey<Registration> of(RegistrationMethod method) {
        return Objects.requireNonNull(byMethod.get(method.key()));
    }

    private Journey<Registration> journeyOf(RegistrationMethod method) {
        return new Journey<>(
                "/register/" + method.key(),
                "/register",
                Registration.class,
                Journey.Lifetime.USUAL,
                method.steps(),
                RegistrationJourneys::whose,
                this::alreadyRegistered,
                this::open,
                (known, ending, visit, request, response) ->
                        notices.afterOpening(UUID.fromString(ending.receipt()), known, visit));
    }

    private static String whose(Registration known) {
        return known.isProven() ? known.subject().masked() : "";
    }

    /** As messages name the person: three stars and the last three digits. */
    static String shortly(Registration known) {
        return whose(known).replaceFirst("[*]+", "***");
    }

    /** Silent until the person has proved to be the one whom the authority named. */
    private Optional<Refusal> alreadyRegistered(Registration known, Visit visit) {
        return known.proven()
                .flatMap(
                        subject -> accounts.holderOf(subject, java.util.Objects.requireNonNull(known.confirmedPhone())))
                .map(holder -> {
                    notices.someoneTried(holder, visit);
                    return alreadyRegistered(known);
                });
    }

    private static Refusal alreadyRegistered(Registration known) {
        return known.kind() == SubjectKind.CITIZEN ? ALREADY_REGISTERED : ORGANISATION_ALREADY_REGISTERED;
    }

    private Ending open(Registration known, Visit visit) {
        var opening = accounts.open(new NewAccount(
                known.subject(),
                Objects.requireNonNull(known.confirmedPhone()),
                known.email(),
                known.evidence(),
                Objects.requireNonNull(known.passwordHash()),
                known.consents(),
                visit.address()));
        return switch (opening) {
            case Accounts.Opening.Opened(var account) -> {
                notices.opened(known, visit);
                yield new Ending.Finished("/register/done", account.toString());
            }
            case Accounts.Opening.Existing() -> new Ending.Refused(alreadyRegistered(known));
        };
    }
}
