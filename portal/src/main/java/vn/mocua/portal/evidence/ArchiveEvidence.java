package vn.mocua.portal.evidence;

import java.io.IOException;
import java.util.List;
import vn.mocua.portal.command.Command;

/** Archives at once what the portal would archive by and by. */
public final class ArchiveEvidence implements Command {

    @Override
    public String name() {
        return "evidence archive";
    }

    @Override
    public String usage() {
        return "evidence archive  puts proofs under seal that are not yet, and renews those whose time stamp ends";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws IOException {
        if (!arguments.isEmpty()) {
            throw new Misuse("not understood: " + arguments.getFirst());
        }
        var round = portal.bean(Archivist.class).archiveWhatIsDue();
        if (round.isEmpty()) {
            System.out.println("somebody else is archiving just now: try again later");
            return 1;
        }
        System.out.println(round.get().archived() + " archived, " + round.get().failed() + " could not be");
        return round.get().failed() == 0 ? 0 : 1;
    }
}
