package vn.mocua.portal.vault;

import java.util.List;
import vn.mocua.portal.command.Command;

/** Changes the keys under which data are stored, while the portal runs. */
public final class RotateKeys implements Command {

    private static final String ADD_ONLY = "--add-only";
    private static final String RETIRE_OLD = "--retire-old";

    @Override
    public String name() {
        return "keys rotate";
    }

    @Override
    public String usage() {
        return "keys rotate [--add-only | --retire-old]  seals all data under new keys; --add-only only writes the new"
                + " key to the keyring, to be copied to other machines first; --retire-old destroys the old keys at the"
                + " end, and with them the content of old backups";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws Exception {
        if (arguments.size() > 1 || !List.of(ADD_ONLY, RETIRE_OLD).containsAll(arguments)) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        var rotation = portal.bean(Rotation.class);
        if (arguments.contains(ADD_ONLY)) {
            rotation.addKey();
            System.out.println("the keyring has a new current key: copy it to every machine, then call 'keys rotate'");
            return 0;
        }
        var report = rotation.run(arguments.contains(RETIRE_OLD), System.out::println);
        System.out.println(report.sealedAnew() + " values sealed anew");
        report.broken().forEach(place -> System.out.println("does not open: " + place));
        report.undeclared().forEach(column -> System.out.println("sealed, but declared by no room: " + column));
        if (!report.isClean()) {
            System.out.println("the old keys are kept");
            return 1;
        }
        return 0;
    }
}
