package vn.mocua.portal.signing;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import vn.mocua.portal.command.Command;

/** Tells what a trust bundle holds, so that two people can compare it before it is put in place. */
public final class ShowTrust implements Command {

    @Override
    public String name() {
        return "trust show";
    }

    @Override
    public String usage() {
        return "trust show FILE  tells whether a trust bundle can be used, and each authority in it with its SHA-256";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        try {
            var bundle = TrustBundle.read(Path.of(arguments.getFirst()));
            bundle.authorities().forEach(authority -> System.out.println(line(authority)));
            System.out.println("bundle " + TrustedAuthorities.half(bundle)
                    + (bundle.isSandbox() ? ", of a sandbox: good on a loopback address only" : ""));
            return 0;
        } catch (TrustBundle.Unusable e) {
            System.out.println("can not be used: " + e.getMessage());
            return 1;
        }
    }

    private static String line(Authority authority) {
        return "%s %s %s until %s%n    SHA-256 %s"
                .formatted(
                        authority.isRoot() ? "root" : "intermediate",
                        authority.use().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        authority.name(),
                        authority.certificate().getNotAfter().toInstant(),
                        HexFormat.of().withUpperCase().formatHex(Digest.sha256(authority.encoded())));
    }
}
