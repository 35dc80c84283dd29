package vn.mocua.portal.database;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids for rows that are written in the order of time, so that they stand together in the index: RFC 9562, version 7. */
public final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    /** 48 bits of milliseconds since 1970, 74 bits of chance. */
    public static UUID next(Clock clock) {
        var millis = clock.millis();
        var high = (millis << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        var low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
