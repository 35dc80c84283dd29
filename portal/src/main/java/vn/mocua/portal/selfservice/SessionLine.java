package vn.mocua.portal.selfservice;

import java.time.Instant;

/**
 * A place where the owner is signed in.
 *
 * @param words how they signed in
 */
public record SessionLine(
        String key, String device, String words, Instant begunAt, Instant lastSeenAt, boolean isThis) {}
