package vn.mocua.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What one thread prints while this is open; what others write to their log meanwhile goes where it always goes. */
public final class Printed implements AutoCloseable {

    private final Thread speaker = Thread.currentThread();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    public Printed() {
        System.setOut(listeningTo(out));
        System.setErr(listeningTo(err));
    }

    private PrintStream listeningTo(PrintStream usual) {
        var split = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                (Thread.currentThread() == speaker ? heard : usual).write(octet);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                (Thread.currentThread() == speaker ? heard : usual).write(octets, from, length);
            }

            @Override
            public void flush() throws IOException {
                usual.flush();
            }
        };
        return new PrintStream(split, true, StandardCharsets.UTF_8);
    }

    /** So far. */
    public String words() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }
}
