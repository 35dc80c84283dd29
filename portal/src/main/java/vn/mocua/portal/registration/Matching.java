package vn.mocua.portal.registration;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.vault.Vault;

/** What methods have in common that hold what a person typed against a register: about whom it is asked, and how often. */
@Component
public class Matching {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Limits limits;
    private final Vault vault;
    private final int ageFloor;

    Matching(Limits limits, Vault vault, @Value("${mocua.registration.age-floor:14}") int ageFloor) {
        this.limits = limits;
        this.vault = vault;
        this.ageFloor = ageFloor;
    }

    /** What no register need be asked about: an old card's number that is none, a day that is none, too young a person. */
    public Optional<Problem> implausible(Citizen claimed, Visit visit) {
        var former = claimed.oldNationalId();
        if (former != null && !former.isOldCard()) {
            return Optional.of(Problem.with("oldNationalId", "oldNationalId.missing"));
        }
        var birthDate = claimed.birthDate();
        if (birthDate == null) {
            return Optional.empty();
        }
        var today = LocalDate.ofInstant(visit.now(), VIETNAM);
        var fault = birthDate.faultOn(today);
        if (fault.isPresent()) {
            return fault.map(key -> Problem.with("birthDate", key));
        }
        return birthDate.ageOn(today) < ageFloor
                ? Optional.of(Problem.with("birthDate", "birthDate.tooYoung", ageFloor))
                : Optional.empty();
    }

    /**
     * Asks, unless there were too many failures at this id, this phone, from this network or in all. A failure is taken
     * from the count before anybody is asked and given back when the answer is yes, so that asking in parallel guesses
     * no more (threat T18).
     *
     * @param question what a register says; empty for every kind of no
     * @param more limits of the method's own
     * @return empty for a no, and when nobody was asked: the two are never told apart
     */
    public Optional<Evidence> asked(
            Citizen claimed, PhoneNumber phone, Visit visit, Supplier<Optional<Evidence>> question, Use... more) {
        var uses = Stream.concat(
                        Arrays.stream(more),
                        Stream.of(
                                Use.of(
                                        "match-failures-per-national-id",
                                        vault.lookup(
                                                "national-id",
                                                claimed.nationalId().value())),
                                Use.of("match-failures-per-phone", vault.lookup("phone", phone.value())),
                                Use.of("match-failures-per-network", visit.network()),
                                Use.inAll("match-failures-in-all")))
                .toArray(Use[]::new);
        if (limits.take(uses) instanceof Taken.Refused) {
            return Optional.empty();
        }
        Optional<Evidence> evidence;
        try {
            evidence = question.get();
        } catch (OutsideUnavailable silence) {
            // Silence is not a "no" and does not count as one.
            limits.giveBack(uses);
            throw silence;
        }
        if (evidence.isPresent()) {
            limits.giveBack(uses);
        }
        return evidence;
    }
}
