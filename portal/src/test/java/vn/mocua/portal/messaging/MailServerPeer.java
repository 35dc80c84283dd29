package vn.mocua.portal.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that keeps every line and answers each command as a test says. */
final class MailServerPeer implements AutoCloseable {

    static final String HANG_UP = "";
    static final String SILENCE = "silence";

    private final ServerSocket listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> content = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>(
            Map.of("MAIL", "250 ok", "RCPT", "250 ok", "DATA", "354 go on", ".", "250 taken", "QUIT", "221 bye"));

    MailServerPeer() {
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** @param command MAIL, RCPT, DATA, or a dot for the end of the content */
    void answers(String command, String answer) {
        answers.put(command, answer);
    }

    List<String> commands() {
        return commands;
    }

    /** The lines of all mails as they came. */
    List<String> content() {
        return content;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "220 peer");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(socket, "250 peer");
                    case "QUIT" -> {
                        answer(socket, verb);
                        return;
                    }
                    case "RSET" -> say(socket, "250 ok");
                    default -> {
                        if (!answer(socket, verb)) {
                            return;
                        }
                        if (verb.equals("DATA")
                                && answers.getOrDefault("DATA", "").startsWith("354")) {
                            for (line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                                content.add(line);
                            }
                            if (!answer(socket, ".")) {
                                return;
                            }
                        }
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            // gone
        }
    }

    private boolean answer(Socket socket, String command) throws IOException, InterruptedException {
        var answer = answers.getOrDefault(command, "502 unknown");
        if (answer.equals(SILENCE)) {
            Thread.sleep(60_000);
        }
        if (answer.equals(HANG_UP)) {
            return false;
        }
        say(socket, answer);
        return true;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
