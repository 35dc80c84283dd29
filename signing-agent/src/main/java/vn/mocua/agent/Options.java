package vn.mocua.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.protocol.Origin;

/** The command line. */
record Options(
        String command,
        Optional<Path> file,
        Optional<Path> out,
        Set<Origin> origins,
        List<Path> drivers,
        Optional<Path> software,
        Optional<Integer> port,
        Optional<Language> language,
        Set<String> switches) {

    private static final Set<String> SWITCHES = Set.of("--no-window", "--terminal", "--autostart", "--yes");

    boolean has(String name) {
        return switches.contains(name);
    }

    /** A word that is no option is the command, a second one its file. */
    static Options of(List<String> arguments) {
        var words = new ArrayList<String>();
        var origins = new LinkedHashSet<Origin>();
        var drivers = new ArrayList<Path>();
        var switches = new LinkedHashSet<String>();
        Optional<Path> out = Optional.empty();
        Optional<Path> software = Optional.empty();
        Optional<Integer> port = Optional.empty();
        Optional<Language> language = Optional.empty();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (SWITCHES.contains(word)) {
                switches.add(word);
            } else if (!word.startsWith("--")) {
                words.add(word);
            } else {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException(word);
                }
                var value = rest.next();
                switch (word) {
                    case "--origin" -> origins.add(new Origin(value));
                    case "--driver" -> drivers.add(Path.of(value));
                    case "--p12" -> software = Optional.of(Path.of(value));
                    case "--out" -> out = Optional.of(Path.of(value));
                    case "--port" -> port = Optional.of(port(value));
                    case "--lang" -> language = Optional.of(Language.of(value));
                    default -> throw new IllegalArgumentException(word);
                }
            }
        }
        var takesFile = !words.isEmpty()
                && (words.getFirst().equals("sign") || words.getFirst().equals("token-worker"));
        if (words.size() > (takesFile ? 2 : 1) || (takesFile && words.size() < 2)) {
            throw new IllegalArgumentException(String.join(" ", words));
        }
        return new Options(
                words.isEmpty() ? "run" : words.getFirst(),
                takesFile ? Optional.of(Path.of(words.get(1))) : Optional.empty(),
                out,
                origins,
                drivers,
                software,
                port,
                language,
                switches);
    }

    private static int port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException("--port " + value);
        }
        return Integer.parseInt(value);
    }
}
