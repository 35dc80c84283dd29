package vn.mocua.sandbox.smsc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of a PDU, field after field (SMPP 3.4, 3.1): "C-Octet String" ends with NUL, integers are big-endian. */
final class Octets {

    private final byte[] bytes;
    private int at;

    Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A NUL-terminated string of at most {@code most} octets, the NUL counted. */
    String text(int most) throws Malformed {
        int from = at;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        if (at == bytes.length || at - from + 1 > most) {
            throw new Malformed(Status.ESME_RINVCMDLEN);
        }
        return new String(bytes, from, at++ - from, StandardCharsets.ISO_8859_1);
    }

    int octet() throws Malformed {
        return take(1)[0] & 0xFF;
    }

    int pair() throws Malformed {
        return octet() << 8 | octet();
    }

    byte[] take(int count) throws Malformed {
        if (at + count > bytes.length) {
            throw new Malformed(Status.ESME_RINVCMDLEN);
        }
        var taken = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return taken;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    /** The other direction. */
    static final class Out {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Out text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
            return this;
        }

        Out octet(int value) {
            out.write(value);
            return this;
        }

        Out octets(byte[] value) {
            out.writeBytes(value);
            return this;
        }

        /** An optional parameter: tag, length, value (SMPP 3.4, 5.3). */
        Out parameter(int tag, byte[] value) {
            return octet(tag >> 8)
                    .octet(tag & 0xFF)
                    .octet(value.length >> 8)
                    .octet(value.length & 0xFF)
                    .octets(value);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /** A body that cannot be read, and the command_status that says why. */
    static final class Malformed extends Exception {
        private final int status;

        Malformed(int status) {
            super("command_status " + Integer.toHexString(status));
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
