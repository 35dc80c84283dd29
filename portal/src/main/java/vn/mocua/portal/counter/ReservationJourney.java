package vn.mocua.portal.counter;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.counter.Reservation.Visitor;
import vn.mocua.portal.counter.Reservations.Made;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;
import vn.mocua.portal.vault.Vault;

/** Reserving a visit: where, who and when, a code; then a reservation that any browser can look up. */
@Component
class ReservationJourney implements JourneySource {

    static final String HOME = "/counters/reserve";

    private final Journey<Reserving> journey;
    private final Reservations reservations;
    private final ReservationNotices notices;
    private final Accounts accounts;
    private final Limits limits;
    private final Vault vault;

    ReservationJourney(
            ChoosePlace place,
            VisitDetails details,
            OneTimeCodes codes,
            Reservations reservations,
            ReservationNotices notices,
            Accounts accounts,
            Limits limits,
            Vault vault) {
        this.reservations = reservations;
        this.notices = notices;
        this.accounts = accounts;
        this.limits = limits;
        this.vault = vault;
        var means = new OtpStep.Means<Reserving>(
                known -> Objects.requireNonNull(known.phone()),
                this::person,
                known -> new Whom(Identifier.Kind.NATIONAL_ID, whose(known)),
                Reserving::transaction,
                Reserving::former,
                Reserving::sent,
                Reserving::phoneAnswered,
                (known, remember) -> known.answered());
        this.journey = new Journey<>(
                HOME,
                HOME,
                Reserving.class,
                Journey.Lifetime.USUAL,
                List.of(place, details, new OtpStep<>(codes, Purpose.RESERVE, OtpStep.Code.class, means)),
                ReservationJourney::whose,
                this::tooMany,
                this::reserve,
                (known, ending, visit, request, response) -> {});
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<Reserving> journey() {
        return journey;
    }

    /** The same key as registering has, so that messages on behalf of one person count together. */
    private String person(Reserving known) {
        var id = Objects.requireNonNull(known.nationalId());
        return accounts.keyOf(new Identifier(Identifier.Kind.NATIONAL_ID, id.value()));
    }

    private static String whose(Reserving known) {
        return known.nationalId() == null ? "" : known.nationalId().masked();
    }

    /**
     * Who answers on a phone reserves for anybody, and takes the place of an earlier reservation for the same id: a few
     * times a day, so that nobody clears other people's reservations away.
     */
    private Optional<Refusal> tooMany(Reserving known, Visit visit) {
        if (!known.phoneAnswered()) {
            return Optional.empty();
        }
        var phone = Objects.requireNonNull(known.phone());
        var use = Use.of("reservations-per-phone", vault.lookup("phone", phone.value()));
        return limits.take(use) instanceof Taken.Refused
                ? Optional.of(new Refusal("too-many-reservations"))
                : Optional.empty();
    }

    private Ending reserve(Reserving known, Visit visit) {
        var visitor = new Visitor(
                ReservationCode.random(),
                Objects.requireNonNull(known.nationalId()),
                Objects.requireNonNull(known.fullName()),
                Objects.requireNonNull(known.phone()),
                visit.language(),
                known.consents());
        var place = Objects.requireNonNull(known.place());
        var slot = Objects.requireNonNull(known.slot());
        return switch (reservations.make(visitor, place, slot, visit.address())) {
            case Made(var reservation, var former) -> {
                notices.made(reservation);
                former.filter(each -> !each.phone().equals(reservation.phone())).ifPresent(notices::replaced);
                yield new Ending.Finished("/counters/reserved", reservation.id().toString());
            }
        };
    }
}
