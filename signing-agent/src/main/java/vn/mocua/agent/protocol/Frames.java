package vn.mocua.agent.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Messages as browsers send them to native hosts: four bytes of length in the machine's order, then the bytes. */
public final class Frames {

    private Frames() {}

    /** The next message, or null when the other side is gone; longer ones than allowed end the talk. */
    public static byte @Nullable [] read(InputStream in, int longest) throws IOException {
        var length = in.readNBytes(4);
        if (length.length < 4) {
            return null;
        }
        var size = ByteBuffer.wrap(length).order(ByteOrder.nativeOrder()).getInt();
        if (size < 0 || size > longest) {
            throw new IOException("a message of " + Integer.toUnsignedString(size) + " bytes");
        }
        var message = in.readNBytes(size);
        return message.length < size ? null : message;
    }

    /** Writes one message and sends it off. */
    public static void write(OutputStream out, byte[] message) throws IOException {
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(message.length)
                .array());
        out.write(message);
        out.flush();
    }
}
