package vn.mocua.portal.page;

/**
 * A page on which the owner of an account minds one thing of it; a room that has one declares it as a bean, and the
 * account's own page leads there. Its words stand under {@code account.page.<key>} and {@code account.page.<key>.words}.
 *
 * @param key in kebab-case
 * @param address below {@code /account}
 * @param order among the others, the smallest first
 */
public record AccountPage(String key, String address, int order) {}
