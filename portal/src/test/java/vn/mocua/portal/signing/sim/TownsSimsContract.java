package vn.mocua.portal.signing.sim;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import vn.mocua.portal.identity.PhoneNumber;

/** The contract as one of the town's networks keeps it; which, and by which settings, is all that differs. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TownsSimsContract implements MobileSigningContract {

    private final String network;
    private final Map<String, String> settings;
    private TownsSims sims;

    /** @param settings that differ from what the sandbox writes for a portal */
    TownsSimsContract(String network, Map<String, String> settings) {
        this.network = network;
        this.settings = settings;
    }

    @BeforeAll
    void start() {
        sims = new TownsSims(network);
    }

    @AfterAll
    void stop() {
        sims.close();
    }

    @Override
    public MobileSigning port() {
        return sims.port(settings);
    }

    @Override
    public MobileSigning stranger() {
        return sims.port(Map.of("client-secret", "somebody-elses"));
    }

    @Override
    public PhoneNumber somebody() {
        return sims.somebody();
    }

    @Override
    public PhoneNumber nobody() {
        return sims.nobody();
    }

    @Override
    public Optional<Screen> screen(PhoneNumber phone) {
        return sims.screen(phone);
    }

    @Override
    public void types(PhoneNumber phone, boolean right) {
        sims.types(phone, right);
    }

    @Override
    public void cancels(PhoneNumber phone) {
        sims.cancels(phone);
    }
}
