package vn.mocua.sandbox.smsc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** An application at the other end of the wire, written from the standard and not from the code under test. */
public final class Esme implements AutoCloseable {

    /** What came back. */
    public record Answer(int command, int status, int sequence, byte[] body) {
        public String messageId() {
            return text().substring(0, 16);
        }

        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final Deque<Answer> receipts = new ArrayDeque<>();
    private int sequence;

    public Esme(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
    }

    public Answer bind(int command, String systemId, String password) throws IOException {
        var body = new ByteArrayOutputStream();
        string(body, systemId);
        string(body, password);
        string(body, "");
        body.writeBytes(new byte[] {0x34, 0, 0});
        string(body, "");
        return ask(command, body.toByteArray());
    }

    static byte[] submission(String from, String to, int esmClass, int receipt, int coding, byte[] text, byte... more) {
        var body = new ByteArrayOutputStream();
        string(body, "");
        body.writeBytes(new byte[] {5, 0});
        string(body, from);
        body.writeBytes(new byte[] {1, 1});
        string(body, to);
        body.writeBytes(new byte[] {(byte) esmClass, 0, 0});
        string(body, "");
        string(body, "");
        body.writeBytes(new byte[] {(byte) receipt, 0, (byte) coding, 0, (byte) text.length});
        body.writeBytes(text);
        body.writeBytes(more);
        return body.toByteArray();
    }

    public Answer submit(String to, String text) throws IOException {
        return ask(4, submission("MOCUA", to, 0, 1, 0, text.getBytes(StandardCharsets.US_ASCII)));
    }

    Answer ask(int command, byte[] body) throws IOException {
        send(ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(command)
                .putInt(0)
                .putInt(++sequence)
                .put(body)
                .array());
        var answer = hear();
        while (answer.command() == 5) {
            receipts.addLast(answer);
            answer = hear();
        }
        return answer;
    }

    /** The receipt of a message; receipts of others are passed over. */
    Answer receipt(String messageId) throws IOException {
        while (true) {
            var next = receipts.isEmpty() ? hear() : receipts.removeFirst();
            if (next.command() == 5 && next.text().contains("id:" + messageId + " ")) {
                return next;
            }
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Answer hear() throws IOException {
        int length = in.readInt();
        var answer = new Answer(in.readInt(), in.readInt(), in.readInt(), new byte[length - 16]);
        in.readFully(answer.body());
        return answer;
    }

    boolean isHungUp() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void string(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
