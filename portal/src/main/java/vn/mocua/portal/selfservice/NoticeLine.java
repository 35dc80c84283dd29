package vn.mocua.portal.selfservice;

import java.time.Instant;

/** What the page of notices says of one. */
public record NoticeLine(String about, String where, String state, Instant at) {}
