package vn.mocua.portal.agency;

import java.util.List;
import vn.mocua.portal.command.Command;

/** Lets an agency that registered by signature sign in. */
public final class ApproveAgency implements Command {

    @Override
    public String name() {
        return "agency approve";
    }

    @Override
    public String usage() {
        return "agency approve ID --by NAME --and NAME  lets an agency that waits sign in; two different people say so,"
                + " and the agency is told by mail";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        var said = Said.in(arguments, false);
        if (!portal.bean(Agencies.class).approve(said.agency(), said.by())) {
            System.err.println("no agency of that id waits");
            return 1;
        }
        System.out.println("approved: " + said.agency());
        return 0;
    }
}
