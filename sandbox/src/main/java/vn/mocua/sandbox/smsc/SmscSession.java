package vn.mocua.sandbox.smsc;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.town.Telephone;

/** One connection of an application (an ESME) to a message centre, from bind to unbind (SMPP 3.4, 2.2). */
final class SmscSession {

    /** What a session has around it. */
    record Surroundings(
            Smsc.Contract contract,
            Phones phones,
            Pieces pieces,
            Clock clock,
            ScheduledExecutorService timer,
            Supplier<Fault> fault) {}

    private enum Bound {
        OPEN,
        TRANSMITTER,
        RECEIVER,
        TRANSCEIVER
    }

    /** session_init_timer: how long a connection may stay unbound. */
    private static final Duration TO_BIND = Duration.ofSeconds(10);
    /** enquire_link_timer: silence after which we ask whether the other side lives. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** inactivity_timer: silence after which we hang up. */
    private static final Duration DEAD = Duration.ofSeconds(90);

    private static final int VERSION_3_4 = 0x34;
    private static final int SC_INTERFACE_VERSION = 0x0210;
    private static final int ALPHANUMERIC = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private final Surroundings around;
    private final BiConsumer<SmscSession, Receipt> announce;
    private final Consumer<SmscSession> bound;
    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicInteger nonsense = new AtomicInteger();
    private volatile Bound state = Bound.OPEN;
    private volatile Instant heard;
    private volatile Instant asked = Instant.MIN;

    SmscSession(
            Socket socket, Surroundings around, BiConsumer<SmscSession, Receipt> announce, Consumer<SmscSession> bound)
            throws IOException {
        this.socket = socket;
        this.around = around;
        this.announce = announce;
        this.bound = bound;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
        heard = around.clock().instant();
    }

    void run() throws IOException {
        try {
            for (var pdu = Pdu.read(in); pdu != null; pdu = Pdu.read(in)) {
                heard = around.clock().instant();
                if (!handle(pdu)) {
                    return;
                }
            }
        } catch (Pdu.BadLength e) {
            // The stream has lost its beat: say so and hang up.
            write(new Pdu(Pdu.GENERIC_NACK, Status.ESME_RINVCMDLEN, 0, new byte[0]).bytes());
        }
    }

    /** Answers one PDU; false when the session is over. */
    private boolean handle(Pdu pdu) throws IOException {
        if (pdu.isAnswer()) {
            return true;
        }
        switch (pdu.command()) {
            case Pdu.BIND_TRANSMITTER -> bind(pdu, Bound.TRANSMITTER);
            case Pdu.BIND_RECEIVER -> bind(pdu, Bound.RECEIVER);
            case Pdu.BIND_TRANSCEIVER -> bind(pdu, Bound.TRANSCEIVER);
            case Pdu.ENQUIRE_LINK -> answer(pdu.answer(Status.ESME_ROK));
            case Pdu.SUBMIT_SM -> submit(pdu);
            case Pdu.UNBIND -> {
                write(pdu.answer(Status.ESME_ROK).bytes());
                return false;
            }
            default -> answer(pdu.nack(Status.ESME_RINVCMDID));
        }
        return true;
    }

    private void bind(Pdu pdu, Bound wanted) throws IOException {
        if (around.fault().get() == Fault.GARBAGE) {
            babble(pdu);
            return;
        }
        int status;
        try {
            var body = new Octets(pdu.body());
            var systemId = body.text(16);
            var password = body.text(9);
            body.text(13); // system_type
            body.octet(); // interface_version
            body.octet(); // addr_ton
            body.octet(); // addr_npi
            body.text(41); // address_range
            status = state != Bound.OPEN ? Status.ESME_RALYBND : judge(systemId, password);
        } catch (Octets.Malformed e) {
            status = e.status();
        }
        if (status != Status.ESME_ROK) {
            answer(pdu.answer(status));
            return;
        }
        answer(pdu.answer(
                status,
                new Octets.Out()
                        .text("MOCUA-" + around.contract().name())
                        .parameter(SC_INTERFACE_VERSION, new byte[] {VERSION_3_4})
                        .bytes()));
        state = wanted;
        bound.accept(this);
    }

    private int judge(String systemId, String password) {
        if (!systemId.equals(around.contract().systemId())) {
            return Status.ESME_RINVSYSID;
        }
        return MessageDigest.isEqual(bytes(password), bytes(around.contract().password()))
                ? Status.ESME_ROK
                : Status.ESME_RINVPASWD;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void submit(Pdu pdu) throws IOException {
        if (state != Bound.TRANSMITTER && state != Bound.TRANSCEIVER) {
            answer(pdu.answer(Status.ESME_RINVBNDSTS));
            return;
        }
        if (around.fault().get() == Fault.GARBAGE) {
            babble(pdu); // and the message is lost
            return;
        }
        try {
            var message = SubmitSm.read(pdu.body());
            var phone = Telephone.of(
                    message.destinationTon() == 1 && !message.destination().startsWith("+")
                            ? "+" + message.destination()
                            : message.destination());
            if (phone.isEmpty()) {
                throw new Octets.Malformed(Status.ESME_RINVDSTADR);
            }
            if (message.sourceTon() != ALPHANUMERIC
                    || !message.source().equals(around.contract().sender())) {
                throw new Octets.Malformed(Status.ESME_RINVSRCADR);
            }
            var text = message.text();
            var piece = message.piece();
            var messageId = "%016X".formatted(ThreadLocalRandom.current().nextLong());
            deliver(message, phone.get(), piece, text, messageId);
            answer(pdu.answer(Status.ESME_ROK, new Octets.Out().text(messageId).bytes()));
        } catch (Octets.Malformed e) {
            answer(pdu.answer(e.status()));
        }
    }

    private void deliver(SubmitSm message, Telephone phone, SubmitSm.Piece piece, String text, String messageId) {
        var submitted = around.clock().instant();
        // A slow answer to submit_sm is still earlier than its receipt.
        long slowness = around.fault().get() == Fault.SLOW ? Fault.SLOWNESS.toMillis() : 0;
        var whole = around.pieces().add(message.source(), phone, piece, text);
        Consumer<Boolean> told = arrived -> {
            if (wantsReceipt(message.registeredDelivery(), arrived)) {
                around.timer()
                        .schedule(
                                () -> Thread.startVirtualThread(() -> announce.accept(
                                        this,
                                        new Receipt(
                                                messageId,
                                                message.source(),
                                                phone,
                                                submitted,
                                                around.clock().instant(),
                                                arrived))),
                                slowness + (arrived ? 200 : 2000),
                                TimeUnit.MILLISECONDS);
            }
        };
        if (whole.isPresent()) {
            int parts = Math.max(piece.total(), message.parts());
            around.phones()
                    .deliver(
                            phone,
                            message.source(),
                            whole.get(),
                            parts,
                            around.contract().name(),
                            told);
        } else {
            told.accept(true); // this piece reached the phone; the phone shows the message when it has them all
        }
    }

    /** Bits 1 and 0 of registered_delivery: "01 on success or failure, 10 on failure" (5.2.17). */
    private static boolean wantsReceipt(int registeredDelivery, boolean arrived) {
        return switch (registeredDelivery & 0x03) {
            case 1 -> true;
            case 2 -> !arrived;
            default -> false;
        };
    }

    /** Sends a receipt on this session, if it can receive any. */
    boolean take(Receipt receipt) {
        if (state != Bound.RECEIVER && state != Bound.TRANSCEIVER || socket.isClosed()) {
            return false;
        }
        try {
            write(Pdu.request(Pdu.DELIVER_SM, next(), receipt.body()).bytes());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Looks after the line, once a second: unbound too long, silent too long, dead. */
    void tend() {
        var silence = Duration.between(heard, around.clock().instant());
        if (silence.compareTo(state == Bound.OPEN ? TO_BIND : DEAD) > 0) {
            cut();
        } else if (state != Bound.OPEN && silence.compareTo(SILENCE) > 0 && asked.isBefore(heard)) {
            asked = around.clock().instant();
            try {
                write(Pdu.request(Pdu.ENQUIRE_LINK, next(), new byte[0]).bytes());
            } catch (IOException e) {
                cut();
            }
        }
    }

    private int next() {
        return sequence.updateAndGet(now -> now == Integer.MAX_VALUE ? 1 : now + 1);
    }

    /** Answers as the fault of the hour allows. */
    private void answer(Pdu pdu) throws IOException {
        switch (around.fault().get()) {
            case DOWN -> cut();
            case SLOW ->
                around.timer()
                        .schedule(
                                () -> Thread.startVirtualThread(() -> {
                                    try {
                                        write(pdu.bytes());
                                    } catch (IOException e) {
                                        cut();
                                    }
                                }),
                                Fault.SLOWNESS.toMillis(),
                                TimeUnit.MILLISECONDS);
            case GARBAGE -> babble(pdu);
            case CUT -> {
                if (pdu.command() != (Pdu.SUBMIT_SM | Pdu.RESPONSE)) {
                    write(pdu.bytes());
                    return;
                }
                // What was submitted has been taken, but who submitted does not hear so.
                var bytes = pdu.bytes();
                write(Arrays.copyOf(bytes, bytes.length / 2));
                cut();
            }
            default -> write(pdu.bytes());
        }
    }

    /** Nonsense of three kinds in turn: an unknown command, an answer to what nobody asked, another language. */
    private void babble(Pdu pdu) throws IOException {
        write(
                switch (nonsense.getAndIncrement() % 3) {
                    case 0 -> new Pdu(0x8BADF00D, 0x7F, pdu.sequence(), bytes("nonsense")).bytes();
                    case 1 -> new Pdu(Pdu.SUBMIT_SM | Pdu.RESPONSE, 0, pdu.sequence() + 7919, bytes("?\0")).bytes();
                    default -> bytes("HTTP/1.1 418 I'm a teapot\r\n\r\n");
                });
    }

    private void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Hangs up without a word. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is what it shall be.
        }
    }
}
