package vn.mocua.portal.offer;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import vn.mocua.portal.command.Administrator;
import vn.mocua.portal.command.Command;

/** Puts a whole policy in the place of all terms, while the portal serves. */
public final class LoadMethods implements Command {

    @Override
    public String name() {
        return "methods load";
    }

    @Override
    public String usage() {
        return "methods load FILE --by NAME  puts the policy in the file in the place of all terms, at once; a method that"
                + " it does not name is offered as it declares itself";
    }

    @Override
    public int run(Ground portal, List<String> arguments) throws IOException {
        if (arguments.size() != 3 || !arguments.get(1).equals("--by")) {
            throw new Misuse("one file, and --by NAME");
        }
        var by = Administrator.named(arguments.get(2));
        var file = Path.of(arguments.getFirst());
        try {
            var policy = PolicyFile.read(new StringReader(Files.readString(file)));
            var offers = portal.bean(Offers.class);
            System.out.println(offers.replaceAll(policy, by) + " methods changed");
            MethodLines.print(offers);
            return 0;
        } catch (Nonsense nonsense) {
            System.err.println(file + ": " + nonsense.getMessage());
        } catch (NoSuchFileException missing) {
            System.err.println("no such file: " + file);
        } catch (CharacterCodingException unreadable) {
            System.err.println(file + " is not written in UTF-8");
        }
        return 1;
    }
}
