package vn.mocua.portal.command;

import org.jspecify.annotations.Nullable;
import vn.mocua.portal.command.Command.Misuse;

/** Who does something, as the audit trail names them: the name by which the machine knows them. */
public final class Administrator {

    private Administrator() {}

    /** Takes what stood after {@code --by}. */
    public static String named(@Nullable String name) {
        return named("by", name);
    }

    /** @param option the word before the name, without its hyphens */
    public static String named(String option, @Nullable String name) {
        if (name == null) {
            throw new Misuse("who does it? --" + option + " NAME, the name by which this machine knows you");
        }
        if (!name.matches("[a-z_][a-z0-9._-]{0,31}") || name.matches(".*[0-9]([._-]?[0-9]){8}.*")) {
            throw new Misuse("--" + option + " takes the name of a user of this machine: small letters, digits, . _ -");
        }
        return name;
    }
}
