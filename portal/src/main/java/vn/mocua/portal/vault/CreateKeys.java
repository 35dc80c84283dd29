package vn.mocua.portal.vault;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import vn.mocua.portal.command.Command;

/** Makes the keyring of a new installation. */
public final class CreateKeys implements Command {

    @Override
    public String name() {
        return "keys create";
    }

    @Override
    public String usage() {
        return "keys create FILE  makes a keyring with new random keys, readable by its owner only";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws Exception {
        if (arguments.size() != 1) {
            throw new Misuse("one file is needed");
        }
        var file = Path.of(arguments.getFirst());
        try {
            Keyring.random().createAt(file);
        } catch (FileAlreadyExistsException e) {
            System.out.println(file + " exists already and is left as it is");
            return 1;
        }
        System.out.println(file + " is made: keep a copy apart from the database's backups; without it they are lost");
        return 0;
    }
}
