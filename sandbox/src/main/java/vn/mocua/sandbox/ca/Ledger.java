package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which certificates were issued, and what has become of each; a line is added for whatever happens. */
final class Ledger {

    /** What may have become of a certificate. */
    enum State {
        GOOD,
        ON_HOLD,
        REVOKED
    }

    /**
     * One certificate.
     *
     * @param authority who issued it
     * @param serial in lower-case hexadecimal
     * @param since when it is in that state
     */
    record Entry(String authority, String serial, State state, Instant since) {}

    private final Path file;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    Ledger(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                for (var line : Files.readAllLines(file)) {
                    var cells = line.split(" ");
                    if (cells.length == 4) { // a line that was cut when the power failed is no line
                        entries.put(
                                cells[1],
                                new Entry(
                                        cells[0],
                                        cells[1],
                                        State.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                                        Instant.parse(cells[3])));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    synchronized void write(Entry entry) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        Safe.makeFolderOf(file).resolve(file.getFileName()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            var line = "%s %s %s %s%n"
                    .formatted(
                            entry.authority(),
                            entry.serial(),
                            entry.state().name().toLowerCase(Locale.ROOT),
                            entry.since());
            Files.writeString(file, line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.put(entry.serial(), entry);
    }

    Optional<Entry> find(String serial) {
        return Optional.ofNullable(entries.get(serial));
    }

    /** What the list of an authority has to name. */
    List<Entry> withdrawn(String authority) {
        return entries.values().stream()
                .filter(entry -> entry.authority().equals(authority) && entry.state() != State.GOOD)
                .toList();
    }
}
