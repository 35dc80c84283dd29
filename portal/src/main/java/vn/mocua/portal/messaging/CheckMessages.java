package vn.mocua.portal.messaging;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import vn.mocua.portal.command.Command;
import vn.mocua.portal.page.Wordings;

/** Looks at the words that an operator wants to put in the place of the portal's own, before it starts with them. */
public final class CheckMessages implements Command {

    @Override
    public String name() {
        return "messages check";
    }

    @Override
    public String usage() {
        return "messages check DIR  tells whether the portal can use the texts of messages in a folder";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        try {
            var own = Wordings.builtIn();
            var replacements = own.replacementsIn(Path.of(arguments.getFirst()));
            new OutgoingWords().check(own, replacements);
            replacements.forEach(each -> System.out.println(each.language().tag() + " " + each.key() + ": "
                    + each.text().replace("\n", " / ")));
            System.out.println("good: " + replacements.size() + " texts instead of the portal's own");
            return 0;
        } catch (Wordings.Unusable e) {
            System.out.println(e.getMessage());
            return 1;
        } catch (InvalidPathException e) {
            throw new Misuse("no folder: " + arguments.getFirst());
        }
    }
}
