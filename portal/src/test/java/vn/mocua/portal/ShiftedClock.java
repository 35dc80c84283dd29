package vn.mocua.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, moved by as much as a test says. */
public final class ShiftedClock extends Clock {

    private volatile Duration by = Duration.ZERO;

    public void shift(Duration further) {
        by = by.plus(further);
    }

    public void back() {
        by = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
