package vn.mocua.portal.offer;

import java.util.List;
import vn.mocua.portal.command.Command;

/** Writes the terms that stand as a policy file, to be kept, changed and loaded. */
public final class ShowMethodsAsFile implements Command {

    @Override
    public String name() {
        return "methods show-as-file";
    }

    @Override
    public String usage() {
        return "methods show-as-file  prints the terms that stand, as a file that 'methods load' takes";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        var offers = portal.bean(Offers.class);
        var rows = offers.rows();
        var out = MethodLines.out();
        offers.methods().stream()
                .filter(method -> !rows.containsKey(method))
                .forEach(method -> out.println("# as it declares itself: " + method));
        out.print(PolicyFile.write(rows.values().stream().map(Offers.Row::terms).toList()));
        return 0;
    }
}
