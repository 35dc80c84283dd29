package vn.mocua.portal.offer;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.mocua.portal.command.Administrator;
import vn.mocua.portal.command.Command;

/** Changes the terms on which one method is offered, while the portal serves. */
public final class SetMethod implements Command {

    private static final String CLEAR_NOTICE = "--clear-notice";

    @Override
    public String name() {
        return "methods set";
    }

    @Override
    public String usage() {
        return "methods set KEY --by NAME [--on | --off] [--kinds citizen,business,agency] [--cap IAL2] [--from DAY]"
                + " [--to DAY] [--notice-vi TEXT --notice-en TEXT] [--until TIME] [--clear-notice] [--order N]  changes"
                + " how a method is offered, at once; 'none' as a value takes it back; --until ends being off, and the"
                + " notice, by itself; --on and --off take the former notice away";
    }

    @Override
    public int run(Ground portal, List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
            throw new Misuse("which method? 'methods list' tells their keys");
        }
        var method = arguments.getFirst();
        var said = words(arguments.subList(1, arguments.size()));
        var by = Administrator.named(said.remove("by"));
        if (said.isEmpty()) {
            throw new Misuse("nothing to change");
        }
        try {
            var offers = portal.bean(Offers.class);
            var now = portal.bean(Clock.class).instant();
            if (!offers.change(method, by, before -> changed(before, said, now))) {
                System.out.println("it was so already");
            }
            MethodLines.print(offers, method);
            return 0;
        } catch (Nonsense nonsense) {
            System.err.println(nonsense.getMessage());
            return 1;
        }
    }

    /** What was said, over what stands. */
    static Terms changed(Terms before, Map<String, String> said, Instant now) {
        var words = TermWords.of(before);
        var state = said.get("state");
        if (state != null && !state.equals(words.get("state"))) {
            // What was told about an open method is no reason why it is closed, nor the other way round.
            List.of("notice-vi", "notice-en", "until").forEach(words::remove);
        }
        if ("off".equals(state)) {
            // Off is off: only a time that was said with it opens it again.
            words.remove("until");
        }
        var change = new LinkedHashMap<>(said);
        if (change.remove("clear-notice") != null) {
            List.of("notice-vi", "notice-en").forEach(words::remove);
            if ("on".equals(change.getOrDefault("state", words.get("state")))) {
                words.remove("until");
            }
        }
        words.putAll(change);
        var terms = Terms.of(before.method(), words);
        var until = terms.until();
        if (said.containsKey("until") && until != null && !now.isBefore(until)) {
            throw new Nonsense(before.method() + ": until is over already: " + said.get("until"));
        }
        return terms;
    }

    private static Map<String, String> words(List<String> options) {
        var words = new LinkedHashMap<String, String>();
        var rest = options.iterator();
        while (rest.hasNext()) {
            var option = rest.next();
            var name = option.startsWith("--") ? option.substring(2) : "";
            switch (option) {
                case "--on", "--off" -> put(words, "state", name);
                case CLEAR_NOTICE -> put(words, name, "");
                default -> {
                    if (name.equals("state") || !name.equals("by") && !TermWords.NAMES.contains(name)) {
                        throw new Misuse("not understood: " + option);
                    }
                    if (!rest.hasNext()) {
                        throw new Misuse(option + " needs a value");
                    }
                    put(words, name, rest.next());
                }
            }
        }
        return words;
    }

    private static void put(Map<String, String> words, String name, String value) {
        if (words.put(name, value) != null) {
            throw new Misuse("--" + name + " is said twice, or contradicted");
        }
    }
}
