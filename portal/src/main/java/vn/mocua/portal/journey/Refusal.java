package vn.mocua.portal.journey;

/** Why a journey cannot go on; the words stand under {@code refusal.<key>}. */
public record Refusal(String key) {}
