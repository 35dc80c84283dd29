package vn.mocua.portal.recovery;

import java.time.Instant;
import java.util.UUID;

/** Implemented by a room that lets an owner change their phone: a recent change closes the way by phone (threat T16). */
@FunctionalInterface
public interface PhoneChanges {

    boolean wasChanged(UUID account, Instant since);
}
