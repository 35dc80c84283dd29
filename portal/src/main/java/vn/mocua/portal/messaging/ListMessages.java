package vn.mocua.portal.messaging;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vn.mocua.portal.command.Command;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Wording;
import vn.mocua.portal.page.Wordings;

/** Lists every text that goes out as the portal brings it along: what an operator may say in other words. */
public final class ListMessages implements Command {

    @Override
    public String name() {
        return "messages list";
    }

    @Override
    public String usage() {
        return "messages list  shows the portal's own texts of messages, by file and key";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Misuse("not understood: " + String.join(" ", arguments));
        }
        var own = Wordings.builtIn();
        Stream.of(Language.values())
                .flatMap(language -> own.all(language).stream())
                .filter(each -> OutgoingWords.Kind.of(each.key()).isPresent())
                .sorted(Comparator.comparing(Wording::file).thenComparing(Wording::key))
                .forEach(each -> System.out.println(
                        each.file() + ": " + each.key() + "=" + each.text().replace("\n", "\\n")));
        return 0;
    }
}
