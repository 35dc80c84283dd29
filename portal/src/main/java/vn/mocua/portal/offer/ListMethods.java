package vn.mocua.portal.offer;

import java.util.List;
import vn.mocua.portal.command.Command;

/** Tells how every method is offered now. */
public final class ListMethods implements Command {

    @Override
    public String name() {
        return "methods list";
    }

    @Override
    public String usage() {
        return "methods list  tells how every method is offered now, and who changed it last";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        MethodLines.print(portal.bean(Offers.class));
        return 0;
    }
}
