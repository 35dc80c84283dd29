package vn.mocua.portal.signing.sim;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import vn.mocua.portal.identity.PhoneNumber;

/** The SOAP adapter with the sandbox, asked again and again. */
class EtsiContractTest implements MobileSigningContract {

    private static TownsSims sims;

    @BeforeAll
    static void start() {
        sims = new TownsSims("vina");
    }

    @AfterAll
    static void stop() {
        sims.close();
    }

    @Override
    public MobileSigning port() {
        return sims.port(Map.of());
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
