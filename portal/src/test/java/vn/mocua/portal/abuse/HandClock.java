package vn.mocua.portal.abuse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test turns by hand. */
final class HandClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-23T02:15:30.250Z");

    void turn(Duration by) {
        now = now.plus(by);
    }

    void turnTo(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
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
