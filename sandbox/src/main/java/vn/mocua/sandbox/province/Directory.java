package vn.mocua.sandbox.province;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;

/** Whose accounts the province holds. */
public final class Directory {

    // RFC 7644, figure 1, as far as anybody needs it here: attribute, operator, value in quotes.
    private static final String ONE = "externalId eq \"([A-Za-z0-9.-]{1,40})\"";
    private static final Pattern FILTER =
            Pattern.compile("userType eq \"(citizen|business|agency)\" and \\(" + ONE + "(?: or " + ONE + ")?\\)");

    /** One account; closed ones stay in the directory. */
    record Account(String userType, String externalId, boolean active) {

        Map<String, Object> json() {
            return Map.of(
                    "schemas",
                    List.of("urn:ietf:params:scim:schemas:core:2.0:User"),
                    "id",
                    UUID.nameUUIDFromBytes((userType + externalId).getBytes(StandardCharsets.US_ASCII))
                            .toString(),
                    "externalId",
                    externalId,
                    "userType",
                    userType,
                    "active",
                    active);
        }
    }

    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();

    public Directory(Cast cast) {
        opens("citizen", cast.withFate(Fate.PROVINCE_ACCOUNT).nationalId());
    }

    /** Somebody opens an account there. */
    public void opens(String userType, String externalId) {
        accounts.add(new Account(userType, externalId, true));
    }

    /** Somebody closes the account that they had there. */
    public void closes(String userType, String externalId) {
        accounts.remove(new Account(userType, externalId, true));
        accounts.add(new Account(userType, externalId, false));
    }

    /** Those that a filter means; empty when the filter is in words that nobody here understands. */
    Optional<List<Account>> find(String filter) {
        var asked = FILTER.matcher(filter);
        return asked.matches()
                ? Optional.of(accounts.stream()
                        .filter(each -> each.userType.equals(asked.group(1)))
                        .filter(each ->
                                each.externalId.equals(asked.group(2)) || each.externalId.equals(asked.group(3)))
                        .toList())
                : Optional.empty();
    }
}
