package vn.mocua.portal.page;

import java.util.Set;
import vn.mocua.portal.identity.SubjectKind;

/**
 * A page on which the owner of an account minds one thing of it; a room that has one declares it as a bean, and the
 * account's own page leads there. Its words stand under {@code account.page.<key>} and {@code account.page.<key>.words}.
 *
 * @param key in kebab-case
 * @param address below {@code /account}
 * @param order among the others, the smallest first
 * @param kinds whose accounts have it
 */
public record AccountPage(String key, String address, int order, Set<SubjectKind> kinds) {

    public AccountPage {
        kinds = Set.copyOf(kinds);
    }

    /** One that every account has. */
    public AccountPage(String key, String address, int order) {
        this(key, address, order, Set.of(SubjectKind.values()));
    }
}
