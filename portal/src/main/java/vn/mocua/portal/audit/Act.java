package vn.mocua.portal.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param action what, as {@code room.what-happened}: {@code account.opened}, {@code sign-in.refused}
 * @param actor who: {@code visitor}, {@code system}, or a kind and an id, {@code account:…}, {@code officer:…},
 *     {@code operator:…} for a user of the machine
 * @param subject the account it was done to; null when there is none yet
 * @param client the network address it came from; kept sealed; null when it came from no network
 * @param details further words such as {@code method=mobile-subscriber}; never personal data: letters, digits and
 *     {@code . _ : / + -} only, at most 80 of them, and no number of nine digits or more
 */
public record Act(
        String action,
        String actor,
        @Nullable UUID subject,
        @Nullable String client,
        Map<String, String> details) {

    private static final Pattern ACTION = Pattern.compile("[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9-]{0,39}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/+-]{0,80}");

    /** Ids and times are no personal data, though they hold many digits. */
    private static final Pattern HARMLESS =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z?)?");

    private static final Pattern NUMBER_OF_SOMEBODY = Pattern.compile("[0-9]([._:/+-]?[0-9]){8}");

    public Act {
        details = Map.copyOf(details);
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("not the name of an action: room.what-happened");
        }
        check("actor", actor);
        details.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of a detail of " + action);
            }
            check(action + " " + name, value);
        });
    }

    public static Act of(String action, String actor) {
        return new Act(action, actor, null, null, Map.of());
    }

    public Act on(UUID account) {
        return new Act(action, actor, account, client, details);
    }

    public Act from(@Nullable String address) {
        return new Act(action, actor, subject, address, details);
    }

    public Act with(String name, String value) {
        var more = new TreeMap<>(details);
        more.put(name, value);
        return new Act(action, actor, subject, client, more);
    }

    private static void check(String where, String value) {
        // The value is not repeated: it may be what must not be written down.
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException("free text in the audit trail: " + where);
        }
        if (NUMBER_OF_SOMEBODY.matcher(HARMLESS.matcher(value).replaceAll("")).find()) {
            throw new IllegalArgumentException("a long number in the audit trail: " + where);
        }
    }

    @Override
    public String toString() {
        return "Act[" + action + ", " + actor + ", " + details + "]";
    }
}
