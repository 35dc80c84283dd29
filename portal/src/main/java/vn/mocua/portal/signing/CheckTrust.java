package vn.mocua.portal.signing;

import java.nio.file.Path;
import java.util.List;
import vn.mocua.portal.command.Command;

/** Tells whether a portal with these settings would put a trust bundle in force, and who signed it. */
public final class CheckTrust implements Command {

    @Override
    public String name() {
        return "trust check";
    }

    @Override
    public String usage() {
        return "trust check FILE  tells whether this portal would use a trust bundle, and which administrators signed it";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        var file = Path.of(arguments.getFirst());
        try {
            var bytes = TrustBundle.bytes(file);
            var bundle = TrustBundle.of(bytes);
            var signatures = TrustSignatures.readBeside(file);
            var admission = portal.bean(TwoAdministrators.class);
            System.out.println("signed by " + String.join(", ", admission.signers(bytes, signatures)));
            admission.look(bundle, bytes, signatures);
            System.out.println("bundle " + TrustedAuthorities.half(bundle) + " can be put in force");
            return 0;
        } catch (TrustBundle.Unusable e) {
            System.out.println("can not be used: " + e.getMessage());
            return 1;
        }
    }
}
