package vn.mocua.portal.member;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Malformed;

/** What somebody may do for an organisation, the most first. */
public enum Role {
    /** Everything: also what guards the account, and who else acts for it. */
    REPRESENTATIVE,
    /** What a delegate may, and to say who the delegates are. */
    MANAGER,
    /** To see the account and to do the organisation's business in its name. */
    DELEGATE;

    /** Pages that change nothing of what guards an account. Whatever is not named here is a representative's alone. */
    private static final List<String> FOR_ALL = List.of(
            "/account", "/account/stay", "/account/activity", "/account/notices", "/account/consents", Acting.RETURN);

    /** Throws {@link Malformed}: {@code role.unknown}. */
    public static Role of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Malformed("role.unknown"));
    }

    /** As forms and words name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it opens a page of the account, to look at or to send. */
    boolean opens(String address) {
        return switch (this) {
            case REPRESENTATIVE -> true;
            case MANAGER ->
                FOR_ALL.contains(address)
                        || address.equals(PeopleController.HOME)
                        || address.startsWith(PeopleController.HOME + "/");
            case DELEGATE -> FOR_ALL.contains(address);
        };
    }

    boolean isLessThan(Role other) {
        return compareTo(other) > 0;
    }

    /** Whether it says who has that role. */
    boolean governs(Role other) {
        return switch (this) {
            case REPRESENTATIVE -> true;
            case MANAGER -> other == DELEGATE;
            case DELEGATE -> false;
        };
    }

    /** How surely a person must be known: who can change what guards an account, as surely as the account's holder. */
    Ial needed(Ial company) {
        return this == REPRESENTATIVE && company.compareTo(Ial.IAL2) > 0 ? company : Ial.IAL2;
    }
}
