package vn.mocua.portal.passkey;

/**
 * A passkey as its owner sees it; words are in the page's language.
 *
 * @param name never empty
 * @param page where it gets another name, or is removed
 * @param added when and in what browser
 * @param used when it signed in last, or that it never did
 * @param kept whether it lives in one device, or in an account of Google, Apple and the like that carries it to others
 */
public record PasskeyView(String name, String page, String added, String used, String kept) {}
