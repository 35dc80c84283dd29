package vn.mocua.agent.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Map;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Frames;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.SigningRequest;

/**
 * The child process that a maker's library is loaded into: when the library hangs or falls, only this process does. It
 * is asked by frames on its input; each answer follows a word that the question brought along, because some libraries
 * write on the output too.
 */
public final class Worker {

    /** In place of a library: the system's own store. */
    static final String SYSTEM = "system-store";

    private Worker() {}

    /** Answers until its parent is gone. */
    public static void run(String library) throws IOException {
        var in = new FileInputStream(FileDescriptor.in);
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            TokenSource source;
            try {
                source = library.equals(SYSTEM) ? new SystemStore() : Pkcs11Library.load(library);
            } catch (IOException | UnsatisfiedLinkError e) {
                source = new Unloadable();
            }
            var question = Frames.read(in, Integer.MAX_VALUE);
            while (question != null) {
                answer(source, question, in, out);
                question = Frames.read(in, Integer.MAX_VALUE);
            }
        }
    }

    private static void answer(TokenSource source, byte[] question, FileInputStream in, OutputStream out)
            throws IOException {
        try {
            var asked = Json.object(question);
            var answer = asked.containsKey("handle") ? sign(source, asked, in) : seen(source.look());
            out.write(Json.string(asked, "mark").getBytes(US_ASCII));
            Frames.write(out, Json.bytes(answer));
        } catch (Malformed e) {
            throw new IOException(e);
        }
    }

    private static Map<String, Object> sign(TokenSource source, Map<String, Object> asked, FileInputStream in)
            throws IOException, Malformed {
        var bytes = Frames.read(in, 1024);
        if (bytes == null) {
            throw new IOException("the PIN did not come");
        }
        var pin = chars(bytes);
        try {
            var request = SigningRequest.fromExtension(asked);
            return switch (source.sign(Json.string(asked, "handle"), pin, request.origin(), request.nonce())) {
                case Answer.Signed signed -> signed.authToken();
                case Answer.Refused(var fault) -> fault.json();
            };
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static Map<String, Object> seen(TokenSource.Look look) {
        return switch (look) {
            case TokenSource.Look.Failed(var fault) -> fault.json();
            case TokenSource.Look.Tokens(var tokens) ->
                Map.of("tokens", tokens.stream().map(TokenWire::json).toList());
        };
    }

    /** The text's bytes; the text itself is left to its owner. */
    static byte[] bytes(char[] text) {
        var room = new byte[text.length * 3];
        var out = ByteBuffer.wrap(room);
        var done =
                UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).encode(CharBuffer.wrap(text), out, true);
        var bytes = Arrays.copyOf(room, done.isUnderflow() ? out.position() : 0);
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    private static char[] chars(byte[] bytes) {
        var room = new char[bytes.length];
        var out = CharBuffer.wrap(room);
        var done = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes), out, true);
        var text = Arrays.copyOf(room, done.isUnderflow() ? out.position() : 0);
        Arrays.fill(room, '\0');
        Arrays.fill(bytes, (byte) 0);
        return text;
    }

    /** A file that is no library of PKCS#11, or one for another kind of machine. */
    private static final class Unloadable implements TokenSource {

        @Override
        public Look look() {
            return new Look.Failed(Fault.of(Code.NO_DRIVER));
        }

        @Override
        public Answer sign(
                String handle, char[] pin, vn.mocua.agent.protocol.Origin origin, vn.mocua.agent.protocol.Nonce nonce) {
            return Answer.refused(Code.NO_DRIVER);
        }
    }
}
