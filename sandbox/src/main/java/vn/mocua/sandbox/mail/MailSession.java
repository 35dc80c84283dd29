package vn.mocua.sandbox.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.fault.Fault;

/** One SMTP connection: one command, one answer. Lines end with CR LF and with nothing else (RFC 5321, 2.3.8). */
final class MailSession {

    /** RFC 5321, 4.5.3.2.7: "at least 5 minutes". */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LONGEST_LINE = 4096;
    private static final int LARGEST = 5_000_000;
    private static final int MOST_RECIPIENTS = 100;
    private static final Pattern PATH = Pattern.compile("\\s*<([^<>\\s]*)>((?:\\s+\\S+)*)\\s*");

    private final InputStream in;
    private final OutputStream out;
    private final Mailboxes boxes;
    private final Supplier<Fault> fault;

    private boolean greeted;
    private boolean internationalized;
    private @Nullable String sender;
    private final Set<String> recipients = new LinkedHashSet<>();

    MailSession(Socket socket, Mailboxes boxes, Supplier<Fault> fault) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        this.boxes = boxes;
        this.fault = fault;
    }

    void run() throws IOException, InterruptedException {
        say("220 thu.mocua.example ESMTP");
        while (true) {
            var line = line();
            if (line == null) {
                say("500 5.5.2 Line too long or not ended with CR LF");
                return;
            }
            int blank = line.indexOf(' ');
            var verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
            var rest = blank < 0 ? "" : line.substring(blank + 1);
            switch (verb) {
                case "EHLO", "HELO" -> greet(verb, rest);
                case "MAIL" -> mail(rest);
                case "RCPT" -> recipient(rest);
                case "DATA" -> {
                    if (!data()) {
                        return;
                    }
                }
                case "RSET" -> {
                    forget();
                    say("250 2.0.0 Forgotten");
                }
                case "NOOP" -> say("250 2.0.0 Here I am");
                case "VRFY" -> say("252 2.1.5 I take mail for everybody");
                case "QUIT" -> {
                    say("221 2.0.0 Goodbye");
                    return;
                }
                default -> say("502 5.5.1 I do not know that command");
            }
        }
    }

    private void greet(String verb, String name) throws IOException, InterruptedException {
        if (name.isBlank()) {
            say("501 5.5.4 Who are you?");
            return;
        }
        forget();
        greeted = true;
        if (verb.equals("HELO")) {
            say("250 thu.mocua.example");
        } else {
            say(
                    "250-thu.mocua.example",
                    "250-8BITMIME",
                    "250-SMTPUTF8",
                    "250-PIPELINING",
                    "250-ENHANCEDSTATUSCODES",
                    "250 SIZE " + LARGEST);
        }
    }

    private void mail(String rest) throws IOException, InterruptedException {
        var path = rest.regionMatches(true, 0, "FROM:", 0, 5) ? PATH.matcher(rest.substring(5)) : null;
        if (!greeted || sender != null) {
            say("503 5.5.1 Not now");
        } else if (path == null || !path.matches()) {
            say("501 5.5.4 MAIL FROM:<address>");
        } else {
            var parameters = path.group(2).toUpperCase(Locale.ROOT).strip();
            for (var parameter : parameters.isEmpty() ? new String[0] : parameters.split("\\s+")) {
                if (parameter.startsWith("SIZE=") && parameter.matches("SIZE=[0-9]{1,18}")) {
                    if (Long.parseLong(parameter.substring(5)) > LARGEST) {
                        say("552 5.3.4 Too large");
                        return;
                    }
                } else if (parameter.equals("SMTPUTF8")) {
                    internationalized = true;
                } else if (!parameter.equals("BODY=8BITMIME") && !parameter.equals("BODY=7BIT")) {
                    say("555 5.5.4 I do not know that parameter");
                    return;
                }
            }
            if (!isAscii(path.group(1)) && !internationalized) {
                say("553 5.6.7 Ask for SMTPUTF8 first");
                return;
            }
            sender = path.group(1);
            say("250 2.1.0 From there");
        }
    }

    private void recipient(String rest) throws IOException, InterruptedException {
        var path = rest.regionMatches(true, 0, "TO:", 0, 3) ? PATH.matcher(rest.substring(3)) : null;
        if (sender == null) {
            say("503 5.5.1 MAIL first");
        } else if (path == null || !path.matches() || !path.group(1).matches("[^@]+@[^@]+")) {
            say("501 5.1.3 RCPT TO:<somebody@somewhere>");
        } else if (!isAscii(path.group(1)) && !internationalized) {
            say("553 5.6.7 Ask for SMTPUTF8 first");
        } else if (recipients.size() >= MOST_RECIPIENTS) {
            say("452 4.5.3 That is many");
        } else {
            recipients.add(path.group(1));
            say("250 2.1.5 To there");
        }
    }

    /** False when the session cannot go on. */
    private boolean data() throws IOException, InterruptedException {
        if (recipients.isEmpty()) {
            say("503 5.5.1 RCPT first");
            return true;
        }
        say("354 End with a dot alone on a line");
        var message = new ByteArrayOutputStream();
        boolean tooLarge = false;
        while (true) {
            var bytes = rawLine();
            if (bytes == null) {
                say("500 5.5.2 Line too long or not ended with CR LF");
                return false;
            }
            if (bytes.length == 1 && bytes[0] == '.') {
                break;
            }
            // RFC 5321, 4.5.2: "If the first character is a period … and there are other characters, delete it."
            int from = bytes.length > 1 && bytes[0] == '.' ? 1 : 0;
            if (message.size() + bytes.length > LARGEST) {
                tooLarge = true;
            } else {
                message.write(bytes, from, bytes.length - from);
                message.writeBytes(new byte[] {'\r', '\n'});
            }
        }
        if (tooLarge) {
            forget();
            say("552 5.3.4 Too large");
            return true;
        }
        // Who talks nonsense has taken nothing; when the answer is cut, the mail was taken.
        if (fault.get() != Fault.GARBAGE) {
            boxes.put(recipients, message.toByteArray());
        }
        forget();
        if (fault.get() == Fault.CUT) {
            out.write("250 2.0.".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return false;
        }
        say("250 2.0.0 Taken");
        return true;
    }

    private void forget() {
        sender = null;
        internationalized = false;
        recipients.clear();
    }

    private void say(String... lines) throws IOException, InterruptedException {
        var answer = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        switch (fault.get()) {
            case CUT -> {} // it is the answer to DATA that is cut
            case DOWN -> throw new EOFException();
            case SLOW -> Thread.sleep(Fault.SLOWNESS);
            case GARBAGE -> answer = "999 nonsense \u0007 250?\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> {}
        }
        out.write(answer);
        out.flush();
    }

    private @Nullable String line() throws IOException {
        var bytes = rawLine();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line without its CR LF; null when it is too long. A CR or LF by itself is part of the line. */
    private byte @Nullable [] rawLine() throws IOException {
        var line = new ByteArrayOutputStream(80);
        int before = -1;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            if (octet == '\n' && before == '\r') {
                var bytes = line.toByteArray();
                return Arrays.copyOf(bytes, bytes.length - 1);
            }
            line.write(octet);
            before = octet;
            if (line.size() > LONGEST_LINE) {
                return null;
            }
        }
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}
