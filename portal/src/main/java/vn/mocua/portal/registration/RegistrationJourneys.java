package vn.mocua.portal.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;

/**
 * Turns every method into two journeys with its own steps: one ends in an account, with the same guard and ending for
 * all; the other adds the proof to the account that is signed in to.
 */
@Component
class RegistrationJourneys implements JourneySource {

    private static final Refusal ALREADY_REGISTERED = new Refusal("already-registered");
    private static final Refusal ORGANISATION_ALREADY_REGISTERED = new Refusal("organisation-already-registered");

    private static final Refusal AGENCY_ALREADY_REGISTERED = new Refusal("agency-already-registered");

    /** Somebody else is signed in by now, or the proof is about somebody else. */
    private static final Refusal NOT_THIS_ACCOUNT = new Refusal("not-this-account");

    private final Map<String, Journey<Registration>> opening;
    private final Map<String, Journey<Registration>> raising;
    private final Map<String, List<Journey<Registration>>> taking;
    private final Accounts accounts;
    private final RegistrationNotices notices;
    private final HeldElsewhere elsewhere;

    RegistrationJourneys(
            MethodsOnOffer methods,
            Accounts accounts,
            RegistrationNotices notices,
            HeldElsewhere elsewhere,
            List<ProofTaker> takers) {
        this.accounts = accounts;
        this.notices = notices;
        this.elsewhere = elsewhere;
        this.opening = methods.all().stream().collect(Collectors.toMap(RegistrationMethod::key, this::toOpen));
        this.raising = methods.all().stream().collect(Collectors.toMap(RegistrationMethod::key, this::toRaise));
        this.taking = takers.stream()
                .collect(Collectors.toMap(
                        ProofTaker::path,
                        taker -> methods.all().stream()
                                .map(method -> toTake(taker, method))
                                .toList()));
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.concat(
                Stream.of(opening, raising).flatMap(each -> each.values().stream()),
                taking.values().stream().flatMap(List::stream));
    }

    Journey<Registration> of(RegistrationMethod method) {
        return Objects.requireNonNull(opening.get(method.key()));
    }

    /** The journey at whose end the proof stands beside those that an account has already. */
    Journey<Registration> toRaiseBy(RegistrationMethod method) {
        return Objects.requireNonNull(raising.get(method.key()));
    }

    /** The journey at whose end the proof is what another room makes of it. */
    Journey<Registration> toProve(ProofTaker taker, RegistrationMethod method) {
        return Objects.requireNonNull(taking.get(taker.path())).stream()
                .filter(each -> each.path().equals(taker.path() + "/" + method.key()))
                .findFirst()
                .orElseThrow();
    }

    private static Journey<Registration> toTake(ProofTaker taker, RegistrationMethod method) {
        return new Journey<>(
                taker.path() + "/" + method.key(),
                taker.home(),
                Registration.class,
                Journey.Lifetime.USUAL,
                taker.steps(method.steps()),
                RegistrationJourneys::whose,
                taker::guard,
                taker::finish,
                (known, ending, visit, request, response) -> {});
    }

    private Journey<Registration> toOpen(RegistrationMethod method) {
        return new Journey<>(
                "/register/" + method.key(),
                "/register",
                Registration.class,
                Journey.Lifetime.USUAL,
                askingElsewhere(method.steps()),
                RegistrationJourneys::whose,
                this::alreadyRegistered,
                this::open,
                (known, ending, visit, request, response) ->
                        notices.afterOpening(UUID.fromString(ending.receipt()), known, visit));
    }

    /** Once it is proved who the person is, and before they choose a password for nothing; last where none is chosen. */
    private List<Step<Registration, ?>> askingElsewhere(List<Step<Registration, ?>> steps) {
        if (!elsewhere.isNeeded()) {
            return steps;
        }
        var all = new ArrayList<>(steps);
        all.add(all.getLast() instanceof ChoosePassword ? all.size() - 1 : all.size(), elsewhere);
        return all;
    }

    private Journey<Registration> toRaise(RegistrationMethod method) {
        return new Journey<>(
                "/account/raise/" + method.key(),
                "/account/raise",
                Registration.class,
                Journey.Lifetime.USUAL,
                toAdd(method.steps()),
                RegistrationJourneys::whose,
                this::notTheirs,
                this::add,
                (known, ending, visit, request, response) -> {});
    }

    /** Without what the account has: a password, consent, and a phone that answered unless another one is asked for. */
    private static List<Step<Registration, ?>> toAdd(List<Step<Registration, ?>> steps) {
        var own = steps.stream()
                .filter(step -> !(step instanceof ChoosePassword || step instanceof ConfirmVouched))
                .<Step<Registration, ?>>map(step -> PhoneOtp.sayingItIsTo(Purpose.RAISE, step))
                .toList();
        return own.stream().anyMatch(RegistrationJourneys::asksForPhone)
                ? own
                : own.stream().filter(step -> !(step instanceof OtpStep)).toList();
    }

    private static boolean asksForPhone(Step<?, ?> step) {
        return Stream.of(step.form().getRecordComponents()).anyMatch(each -> each.getType() == PhoneNumber.class);
    }

    private static String whose(Registration known) {
        return known.isProven() ? known.subject().masked() : "";
    }

    /**
     * Silent until the person has proved to be the one whom the authority named; and once they have chosen a password,
     * before which they were looked for: the opening decides then.
     */
    private Optional<Refusal> alreadyRegistered(Registration known, Visit visit) {
        if (known.passwordHash() != null) {
            return Optional.empty();
        }
        return known.proven()
                .flatMap(subject -> accounts.holderOf(subject, known.isPhoneConfirmed() ? known.phone() : null))
                .map(holder -> {
                    notices.someoneTried(holder, visit);
                    return alreadyRegistered(known);
                });
    }

    /** Only who is signed in adds to their account, and only what is said of them. */
    private Optional<Refusal> notTheirs(Registration known, Visit visit) {
        var account = Objects.requireNonNull(known.raises());
        if (!account.toString().equals(visit.signedIn())) {
            return Optional.of(NOT_THIS_ACCOUNT);
        }
        return known.isProven() && !accounts.isHeldBy(account, known.subject())
                ? Optional.of(NOT_THIS_ACCOUNT)
                : Optional.empty();
    }

    private Ending add(Registration known, Visit visit) {
        var account = Objects.requireNonNull(known.raises());
        var adding = accounts.add(account, known.evidence(), known.consents(), visit.address());
        return switch (adding) {
            case ADDED -> {
                notices.raised(account, visit);
                yield new Ending.Finished("/account?added", "");
            }
            case PUT_BACK -> {
                notices.putBack(account, visit);
                yield new Ending.Finished("/account?added=back", "");
            }
            case STOOD_BEFORE -> new Ending.Finished("/account?added=before", "");
            case SOMEBODY_ELSES -> new Ending.Refused(NOT_THIS_ACCOUNT);
        };
    }

    private static Refusal alreadyRegistered(Registration known) {
        return switch (known.kind()) {
            case CITIZEN -> ALREADY_REGISTERED;
            case BUSINESS -> ORGANISATION_ALREADY_REGISTERED;
            case AGENCY -> AGENCY_ALREADY_REGISTERED;
        };
    }

    private Ending open(Registration known, Visit visit) {
        var opening = accounts.open(new NewAccount(
                known.subject(),
                known.isPhoneConfirmed() ? known.phone() : null,
                known.email(),
                known.evidence(),
                known.passwordHash(),
                known.consents(),
                visit.address(),
                visit.language().tag()));
        return switch (opening) {
            case Accounts.Opening.Opened(var account) -> {
                notices.opened(account, known, visit);
                yield new Ending.Finished("/register/done", account.toString());
            }
            case Accounts.Opening.Existing() -> new Ending.Refused(alreadyRegistered(known));
        };
    }
}
