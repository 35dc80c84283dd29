package vn.mocua.sandbox.smsc;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One protocol data unit: "command_length, command_id, command_status, sequence_number" of four octets each, then the
 * body (SMPP 3.4, 3.2).
 */
record Pdu(int command, int status, int sequence, byte[] body) {

    static final int GENERIC_NACK = 0x80000000;
    static final int BIND_RECEIVER = 0x00000001;
    static final int BIND_TRANSMITTER = 0x00000002;
    static final int SUBMIT_SM = 0x00000004;
    static final int DELIVER_SM = 0x00000005;
    static final int UNBIND = 0x00000006;
    static final int BIND_TRANSCEIVER = 0x00000009;
    static final int ENQUIRE_LINK = 0x00000015;
    static final int RESPONSE = 0x80000000;

    private static final int HEADER = 16;
    private static final byte[] EMPTY = {};

    /** A body of submit_sm is at most some hundred octets and one message_payload of 64 KiB. */
    static final int LONGEST = 70_000;

    /** Commands of the standard that answer an earlier one of ours. */
    private static final Set<Integer> ANSWERS =
            Set.of(GENERIC_NACK, DELIVER_SM | RESPONSE, ENQUIRE_LINK | RESPONSE, UNBIND | RESPONSE);

    static Pdu request(int command, int sequence, byte[] body) {
        return new Pdu(command, 0, sequence, body);
    }

    /** The answer to this request, body empty. */
    Pdu answer(int status) {
        return answer(status, EMPTY);
    }

    Pdu answer(int status, byte[] body) {
        return new Pdu(command | RESPONSE, status, sequence, body);
    }

    Pdu nack(int status) {
        return new Pdu(GENERIC_NACK, status, sequence, EMPTY);
    }

    boolean isAnswer() {
        return ANSWERS.contains(command);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + body.length)
                .putInt(HEADER + body.length)
                .putInt(command)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    /**
     * Reads the next one; null when the line ended between two.
     *
     * @throws BadLength when command_length cannot be: nothing after it can be trusted
     */
    static @Nullable Pdu read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = (first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        if (length < HEADER || length > LONGEST) {
            throw new BadLength(length);
        }
        int command = in.readInt();
        int status = in.readInt();
        int sequence = in.readInt();
        var body = in.readNBytes(length - HEADER);
        if (body.length < length - HEADER) {
            throw new EOFException();
        }
        return new Pdu(command, status, sequence, body);
    }

    @Override
    public String toString() {
        return "Pdu[%08x, status %x, sequence %d, %d octets]".formatted(command, status, sequence, body.length);
    }

    /** A command_length that is no length. */
    static final class BadLength extends IOException {
        BadLength(int length) {
            super("command_length " + length);
        }
    }
}
