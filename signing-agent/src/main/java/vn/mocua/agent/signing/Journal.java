package vn.mocua.agent.signing;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the agent did, line by line, for its window and its output: which site, for what, how it ended; no person. */
public final class Journal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock;
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();

    public Journal(Clock clock) {
        this.clock = clock;
    }

    public void readBy(Consumer<String> reader) {
        readers.add(reader);
    }

    public void write(String line) {
        var dated = TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + "  " + line;
        readers.forEach(reader -> reader.accept(dated));
    }
}
