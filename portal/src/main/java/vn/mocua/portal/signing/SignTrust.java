package vn.mocua.portal.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.mocua.portal.command.Command;

/** Signs a trust bundle with one administrator's key. */
public final class SignTrust implements Command {

    @Override
    public String name() {
        return "trust sign";
    }

    @Override
    public String usage() {
        return "trust sign FILE --key KEY --public PUBLIC  signs a trust bundle: the signature goes to FILE.signatures";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws IOException, GeneralSecurityException {
        if (arguments.size() != 5
                || !arguments.get(1).equals("--key")
                || !arguments.get(3).equals("--public")) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        var file = Path.of(arguments.getFirst());
        try {
            var bytes = TrustBundle.bytes(file);
            var bundle = TrustBundle.of(bytes);
            var itsOwn = TrustSignatures.publicKey(
                            Files.readString(Path.of(arguments.get(4))).replaceAll("-----[^-]+-----|\\s", ""))
                    .orElseThrow(() -> new TrustBundle.Unusable("the public key is no Ed25519 key"));
            var line = TrustSignatures.line(bytes, TrustSignatures.privateKey(Path.of(arguments.get(2))), itsOwn);
            if (!TrustSignatures.has(line, bytes, itsOwn)) {
                throw new TrustBundle.Unusable("the two keys are not a pair");
            }
            write(file, bytes, line, itsOwn);
            System.out.println("bundle " + TrustedAuthorities.half(bundle) + " with serial " + bundle.serial()
                    + " is signed by " + line.substring(0, line.indexOf(' ')));
            return 0;
        } catch (TrustBundle.Unusable e) {
            System.out.println("can not be signed: " + e.getMessage());
            return 1;
        }
    }

    /** In place of this key's former line; what others signed stays while it is over this bundle. */
    private static void write(Path file, byte[] bytes, String line, PublicKey key)
            throws IOException, TrustBundle.Unusable {
        var others = TrustSignatures.readBeside(file)
                .lines()
                .filter(each -> !TrustSignatures.has(each, bytes, key))
                .filter(each -> TrustSignatures.publicKey(each.split(" ")[0])
                        .filter(other -> TrustSignatures.has(each, bytes, other))
                        .isPresent());
        var target = TrustSignatures.beside(file);
        var fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(
                fresh,
                Stream.concat(others, Stream.of(line)).collect(Collectors.joining("\n", "", "\n")),
                StandardCharsets.US_ASCII);
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
