package vn.mocua.portal.selfservice;

import java.time.Instant;

/**
 * One text in one version.
 *
 * @param version the day on which it came into force
 * @param fingerprint of the text as it was agreed to
 * @param address where that text stands
 */
public record ConsentLine(String document, String version, String fingerprint, Instant givenAt, String address) {}
