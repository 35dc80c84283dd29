package vn.mocua.portal.offer;

/** What an administrator tells people about a method, in both languages. */
public record Notice(String vi, String en) {}
