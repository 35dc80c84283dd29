package vn.mocua.portal.agency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.command.Administrator;
import vn.mocua.portal.command.Command.Misuse;

/** What stood on the command line: which agency, and the two who rule. */
record Said(UUID agency, Agencies.Two by, @Nullable String reason) {

    private static final int LONGEST_REASON = 500;

    static Said in(List<String> arguments, boolean withReason) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
            throw new Misuse("which agency? 'agency list' tells their ids");
        }
        var options = options(
                arguments.subList(1, arguments.size()),
                withReason ? Set.of("by", "and", "because") : Set.of("by", "and"));
        var one = Administrator.named("by", options.get("by"));
        var other = Administrator.named("and", options.get("and"));
        if (one.equals(other)) {
            throw new Misuse("two different people rule: --by and --and name one");
        }
        var reason = options.get("because");
        if (withReason && (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON)) {
            throw new Misuse("why? --because TEXT, which the agency is told; at most " + LONGEST_REASON + " letters");
        }
        return new Said(id(arguments.getFirst()), new Agencies.Two(one, other), reason);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse("not the id of an agency; 'agency list' tells them");
        }
    }

    private static Map<String, String> options(List<String> words, Set<String> known) {
        var options = new HashMap<String, String>();
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var option = rest.next();
            if (!option.startsWith("--") || !known.contains(option.substring(2))) {
                throw new Misuse("not understood: " + option);
            }
            if (!rest.hasNext()) {
                throw new Misuse(option + " needs a value");
            }
            if (options.put(option.substring(2), rest.next()) != null) {
                throw new Misuse(option + " is said twice");
            }
        }
        return options;
    }

    @Override
    public String toString() {
        return "Said[" + agency + "]";
    }
}
