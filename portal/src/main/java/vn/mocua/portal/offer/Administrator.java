package vn.mocua.portal.offer;

import org.jspecify.annotations.Nullable;
import vn.mocua.portal.command.Command.Misuse;

/** Who changes the terms, as the audit trail names them: the name by which the machine knows them. */
final class Administrator {

    private Administrator() {}

    static String named(@Nullable String name) {
        if (name == null) {
            throw new Misuse("who changes it? --by NAME, the name by which this machine knows you");
        }
        if (!name.matches("[a-z_][a-z0-9._-]{0,31}") || name.matches(".*[0-9]([._-]?[0-9]){8}.*")) {
            throw new Misuse("--by takes the name of a user of this machine: small letters, digits, . _ -");
        }
        return name;
    }
}
