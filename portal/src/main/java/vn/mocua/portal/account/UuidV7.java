package vn.mocua.portal.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids that sort by the time at which they were made (RFC 9562, version 7), so that rows lie in order. */
final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    static UUID next(Clock clock) {
        var high = (clock.millis() << 16) | 0x7000 | RANDOM.nextInt(0x1000);
        var low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
