package vn.mocua.portal.agency;

import java.util.List;
import java.util.Objects;
import vn.mocua.portal.command.Command;

/** Closes the registration of an agency. */
public final class RefuseAgency implements Command {

    @Override
    public String name() {
        return "agency refuse";
    }

    @Override
    public String usage() {
        return "agency refuse ID --by NAME --and NAME --because TEXT  closes the registration of an agency that waits;"
                + " the reason goes to the agency by mail, and its code is free again";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        var said = Said.in(arguments, true);
        var reason = Objects.requireNonNull(said.reason());
        if (!portal.bean(Agencies.class).refuse(said.agency(), said.by(), reason)) {
            System.err.println("no agency of that id waits");
            return 1;
        }
        System.out.println("refused: " + said.agency());
        return 0;
    }
}
