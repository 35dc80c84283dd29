package vn.mocua.portal.selfservice;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;
import vn.mocua.portal.vault.Vault;

/**
 * Whether a number is a person's own, as the operator says, on a SIM that was not changed lately (threat T16). Questions
 * share the limits of registering, so that nobody guesses here instead (threat T18).
 */
@Component
class OwnNumber {

    private static final String METHOD = "phone-change";

    private final SubscriberRegister register;
    private final SimChanges simChanges;
    private final Limits limits;
    private final Vault vault;
    private final Duration simAge;

    OwnNumber(
            SubscriberRegister register,
            SimChanges simChanges,
            Limits limits,
            Vault vault,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        this.register = register;
        this.simChanges = simChanges;
        this.limits = limits;
        this.vault = vault;
        this.simAge = simAge;
    }

    /** False for every kind of no, and when nobody was asked: the two are never told apart. Silence is thrown. */
    boolean belongsTo(Citizen owner, PhoneNumber phone, Visit visit) {
        var uses = new Use[] {
            Use.of(
                    "match-failures-per-national-id",
                    vault.lookup("national-id", owner.nationalId().value())),
            Use.of("match-failures-per-phone", vault.lookup("phone", phone.value())),
            Use.of("match-failures-per-network", visit.network()),
            Use.inAll("match-failures-in-all")
        };
        if (limits.take(uses) instanceof Taken.Refused) {
            return false;
        }
        boolean theirs;
        try {
            theirs = register.ask(phone, owner, METHOD) instanceof Answer.Owner
                    && simChanges.lately(phone, simAge) == SimChanges.Recency.NOT_SWAPPED;
        } catch (OutsideUnavailable silence) {
            limits.giveBack(uses);
            throw silence;
        }
        if (theirs) {
            limits.giveBack(uses);
        }
        return theirs;
    }
}
