package vn.mocua.portal.audit;

import java.util.ArrayList;
import java.util.List;
import vn.mocua.portal.command.Command;

/** Proves that nothing in the audit trail was changed, taken out, put in or moved. */
public final class VerifyAudit implements Command {

    @Override
    public String name() {
        return "audit verify";
    }

    @Override
    public String usage() {
        return "audit verify [--from SEAL] [--anchor SEAL:HASH]...  reads the audit trail from the beginning or a seal"
                + " on, and says whether it is the one that was written; an anchor is a line of an earlier run or of"
                + " the log that must still hold";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        long from = 1;
        var anchors = new ArrayList<Verification.Anchor>();
        var words = arguments.iterator();
        while (words.hasNext()) {
            var word = words.next();
            if (!words.hasNext()) {
                throw new Misuse(word + " needs a value, or is not understood");
            }
            var value = words.next();
            switch (word) {
                case "--from" -> from = seal(value);
                case "--anchor" ->
                    anchors.add(Verification.Anchor.of(value)
                            .orElseThrow(() -> new Misuse("an anchor has the form SEAL:HASH")));
                default -> throw new Misuse("not understood: " + word);
            }
        }
        return switch (portal.bean(Verification.class).verify(from, anchors)) {
            case Verification.Answer.Intact(var entries, var upTo, var hash) -> {
                System.out.println("intact: " + entries + " entries, up to " + upTo + ":" + hash);
                yield 0;
            }
            case Verification.Answer.Tampered(var finding) -> {
                System.out.println("NOT INTACT: " + finding);
                yield 1;
            }
        };
    }

    private static long seal(String value) {
        if (!value.matches("[1-9][0-9]{0,17}")) {
            throw new Misuse("--from takes the number of a seal");
        }
        return Long.parseLong(value);
    }
}
