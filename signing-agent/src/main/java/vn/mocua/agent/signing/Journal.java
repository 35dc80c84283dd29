package vn.mocua.agent.signing;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Answer.Refused;
import vn.mocua.agent.protocol.Answer.Signed;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.words.Words;

/** What the agent did, line by line, for its window and its output: which site, for what, how it ended; no person. */
public final class Journal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock;
    private final Words words;
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();

    public Journal(Clock clock, Words words) {
        this.clock = clock;
        this.words = words;
    }

    public void readBy(Consumer<String> reader) {
        readers.add(reader);
    }

    public void write(String key, Object... details) {
        add(words.of(key, details));
    }

    /** How a request ended that somebody was asked about. */
    void ended(SigningRequest request, Answer answer) {
        add(request.origin() + "  "
                + words.of("purpose." + request.nonce().purpose().word()) + "  "
                + switch (answer) {
                    case Signed signed -> words.of("journal.signed", signed.algorithm());
                    case Refused(var fault) -> words.of("fault." + fault.code());
                });
    }

    /** What an allowed site did not do rightly. */
    public void refused(Origin origin, String rule) {
        add(origin + "  " + words.of("journal.refused", rule));
    }

    private void add(String line) {
        var dated = TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + "  " + line;
        readers.forEach(reader -> reader.accept(dated));
    }
}
