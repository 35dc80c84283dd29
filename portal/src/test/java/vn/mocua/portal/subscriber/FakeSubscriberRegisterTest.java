package vn.mocua.portal.subscriber;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import vn.mocua.portal.Town;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

class FakeSubscriberRegisterTest implements SubscriberRegisterContract {

    private static Town town;

    @BeforeAll
    static void start() {
        town = new Town();
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Override
    public SubscriberRegister register() {
        var register = new FakeSubscriberRegister(Clock.systemUTC());
        for (var fate :
                new Fate[] {Fate.ORDINARY, Fate.ONE_WORD, Fate.YEAR_ONLY, Fate.OLD_CARD, Fate.OPERATOR_UNSURE}) {
            register.owns(
                    SubscriberRegisterContract.claimed(person(fate)), SubscriberRegisterContract.phone(person(fate)));
        }
        register.owns(
                SubscriberRegisterContract.claimed(person(Fate.ONE_WORD)),
                SubscriberRegisterContract.phone(person(Fate.NOT_THE_OWNER)));
        return register.unsureOf(SubscriberRegisterContract.phone(person(Fate.OPERATOR_UNSURE)))
                .silentOn(SubscriberRegisterContract.phone(person(Fate.OPERATOR_SILENT)));
    }

    @Override
    public Person person(Fate fate) {
        return town.sandbox().person(fate);
    }
}
