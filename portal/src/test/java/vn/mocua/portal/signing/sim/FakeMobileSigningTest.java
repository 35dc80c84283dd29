package vn.mocua.portal.signing.sim;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.portal.identity.PhoneNumber;

/** The fake keeps the contract too. */
class FakeMobileSigningTest implements MobileSigningContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final FakeMobileSigning fake = new FakeMobileSigning(true, "091");

    @Override
    public MobileSigning port() {
        return fake;
    }

    @Override
    public MobileSigning stranger() {
        return new FakeMobileSigning(false, "091");
    }

    @Override
    public PhoneNumber somebody() {
        return PhoneNumber.of("091%07d".formatted(NUMBERS.incrementAndGet()));
    }

    @Override
    public PhoneNumber nobody() {
        return PhoneNumber.of("0989999999");
    }

    @Override
    public Optional<Screen> screen(PhoneNumber phone) {
        return fake.screen(phone);
    }

    @Override
    public void types(PhoneNumber phone, boolean right) {
        fake.types(phone, right);
    }

    @Override
    public void cancels(PhoneNumber phone) {
        fake.cancels(phone);
    }
}
