package vn.mocua.portal.member;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who says who acts for an organisation.
 *
 * @param person who acts for it; null for whoever signed in to the organisation's own account
 * @param member by which they act; null as well
 */
record Hand(UUID company, @Nullable UUID person, @Nullable UUID member, Role role) {

    static Hand own(UUID company) {
        return new Hand(company, null, null, Role.REPRESENTATIVE);
    }

    UUID account() {
        return person == null ? company : person;
    }

    String actor() {
        return "account:" + account();
    }

    /** Whether it is the organisation's own sign-in, which remains whoever else goes. */
    boolean isOwn() {
        return person == null;
    }
}
