package vn.mocua.portal.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import javax.net.ServerSocketFactory;

/** A message centre that answers submit_sm as a test says; SMPP by hand, so that no library checks itself. */
final class MessageCentre implements AutoCloseable {

    static final int SILENCE = -1;

    private static final int SUBMIT_SM = 0x04;
    private static final int DELIVER_SM = 0x05;
    private static final int UNBIND = 0x06;
    private static final int BIND_TRANSCEIVER = 0x09;
    private static final int ENQUIRE_LINK = 0x15;
    private static final int RESPONSE = 0x80000000;

    private final ServerSocket listener;
    private final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger unbinds = new AtomicInteger();
    private final AtomicInteger enquiries = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile byte[] lastBind = new byte[0];
    private final List<Integer> deliverAnswers = new CopyOnWriteArrayList<>();
    private final Set<Socket> lines = ConcurrentHashMap.newKeySet();
    private volatile IntSupplier status = () -> 0;

    /** The fields of a submit_sm that matter here, in the order of the wire. */
    record Submitted(
            int sourceTon,
            String source,
            int destinationTon,
            String destination,
            String validity,
            int receipts,
            int coding,
            byte[] text,
            byte[] body) {}

    MessageCentre() {
        this(ServerSocketFactory.getDefault());
    }

    /** @param sockets in the clear, or encrypted */
    MessageCentre(ServerSocketFactory sockets) {
        try {
            listener = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What submit_sm is answered with: a command status, or {@link #SILENCE}. */
    void answers(int status) {
        this.status = () -> status;
    }

    List<Submitted> submitted() {
        return submitted;
    }

    int binds() {
        return binds.get();
    }

    /** The body of the last bind_transceiver. */
    byte[] lastBind() {
        return lastBind;
    }

    /** Sends the body of a deliver_sm as it is. */
    void delivers(byte[] body) throws IOException {
        for (var line : lines) {
            write(line, DELIVER_SM, 0, 77, body);
        }
    }

    /** Lines that broke, or spoke what is no SMPP: a handshake that was refused is one. */
    int broken() {
        return broken.get();
    }

    int unbinds() {
        return unbinds.get();
    }

    int enquiries() {
        return enquiries.get();
    }

    /** Hangs up on everybody. */
    void hangUp() {
        lines.forEach(MessageCentre::close);
    }

    /** Sends a deliver_sm with this esm_class and text; the statuses of the answers are in {@link #deliverAnswers}. */
    void delivers(int esmClass, String text) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(0);
        body.writeBytes(new byte[] {1, 1});
        body.writeBytes("84912000001\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {5, 0});
        body.writeBytes("MOCUA\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {(byte) esmClass, 0, 0, 0, 0, 0, 0, 0, 0, (byte) text.length()});
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        delivers(body.toByteArray());
    }

    List<Integer> deliverAnswers() {
        return deliverAnswers;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                lines.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var length = in.readInt();
                var command = in.readInt();
                var status = in.readInt();
                var sequence = in.readInt();
                var body = in.readNBytes(length - 16);
                switch (command) {
                    case BIND_TRANSCEIVER -> {
                        lastBind = body;
                        binds.incrementAndGet();
                        write(socket, command | RESPONSE, 0, sequence, "centre\0".getBytes(StandardCharsets.US_ASCII));
                    }
                    case ENQUIRE_LINK -> {
                        enquiries.incrementAndGet();
                        write(socket, command | RESPONSE, 0, sequence, new byte[0]);
                    }
                    case UNBIND -> {
                        unbinds.incrementAndGet();
                        write(socket, command | RESPONSE, 0, sequence, new byte[0]);
                        return;
                    }
                    case SUBMIT_SM -> {
                        submitted.add(read(ByteBuffer.wrap(body)));
                        var answer = this.status.getAsInt();
                        if (answer != SILENCE) {
                            var id = answer == 0 ? "id-" + submitted.size() + "\0" : "";
                            write(socket, command | RESPONSE, answer, sequence, id.getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                    case DELIVER_SM | RESPONSE -> deliverAnswers.add(status);
                    default -> throw new IOException("command " + command);
                }
            }
        } catch (EOFException e) {
            // gone
        } catch (IOException e) {
            broken.incrementAndGet();
        } finally {
            lines.remove(socket);
        }
    }

    private static Submitted read(ByteBuffer body) {
        text(body); // service_type
        var sourceTon = body.get();
        body.get();
        var source = text(body);
        var destinationTon = body.get();
        body.get();
        var destination = text(body);
        body.position(body.position() + 3); // esm_class, protocol_id, priority_flag
        text(body); // schedule_delivery_time
        var validity = text(body);
        var receipts = body.get();
        body.get();
        var coding = body.get();
        body.get();
        var text = new byte[body.get() & 0xFF];
        body.get(text);
        return new Submitted(
                sourceTon, source, destinationTon, destination, validity, receipts, coding, text, body.array());
    }

    private static String text(ByteBuffer body) {
        var octets = new ArrayList<Byte>();
        for (var octet = body.get(); octet != 0; octet = body.get()) {
            octets.add(octet);
        }
        var bytes = new byte[octets.size()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = octets.get(i);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static synchronized void write(Socket socket, int command, int status, int sequence, byte[] body)
            throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(16 + body.length)
                        .putInt(16 + body.length)
                        .putInt(command)
                        .putInt(status)
                        .putInt(sequence)
                        .put(body)
                        .array());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
