package vn.mocua.agent.webeid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Frames;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.protocol.Version;
import vn.mocua.agent.signing.Signer;

/** Talks to a browser's extension over standard input and output, as the application of Web eID does. */
public final class NativeHost {

    private final Signer signer;

    public NativeHost(Signer signer) {
        this.signer = signer;
    }

    /** Whether a browser started the program: it names its extension, or its manifest and its extension. */
    public static boolean isCalledBy(List<String> arguments) {
        return !arguments.isEmpty()
                && (arguments.getFirst().startsWith("chrome-extension://")
                        || (arguments.size() >= 2 && arguments.getFirst().endsWith(".json")));
    }

    /** Answers until the browser is gone or says so. */
    public void run(InputStream in, OutputStream out) throws IOException {
        Frames.write(out, Json.bytes(Map.of("version", Version.OF_WEB_EID)));
        while (true) {
            byte[] message;
            try {
                message = Frames.read(in, SigningRequest.LONGEST);
            } catch (IOException e) {
                Frames.write(out, Json.bytes(invalid("a message that is too long")));
                return;
            }
            if (message == null || !answered(message, out)) {
                return;
            }
        }
    }

    private boolean answered(byte[] message, OutputStream out) throws IOException {
        Map<String, Object> answer;
        try {
            var read = Json.object(message);
            var command = Json.string(read, "command");
            if (command.equals("quit")) {
                // Without an answer the extension takes us for broken.
                Frames.write(out, Json.bytes(Map.of()));
                return false;
            }
            answer = switch (command) {
                case "status" -> status();
                case "authenticate" -> signed(read.get("arguments"));
                default -> invalid("this agent signs statements of the portal, and nothing else");
            };
        } catch (Malformed e) {
            answer = invalid(e.rule());
        }
        Frames.write(out, Json.bytes(answer));
        return true;
    }

    private Map<String, Object> status() {
        var status = new LinkedHashMap<String, Object>(signer.status().json());
        status.put("version", Version.OF_WEB_EID);
        return status;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> signed(@Nullable Object arguments) throws Malformed {
        if (!(arguments instanceof Map<?, ?> members)) {
            throw new Malformed("no arguments");
        }
        var request = SigningRequest.fromExtension((Map<String, Object>) members);
        if (!signer.allows(request.origin())) {
            throw new Malformed("the site is not allowed");
        }
        return switch (signer.sign(request)) {
            case Answer.Signed signed -> signed.authToken();
            case Answer.Refused(var fault) -> fault.jsonForWebEid();
        };
    }

    private static Map<String, Object> invalid(String rule) {
        return Fault.of(Code.INVALID_ARGUMENT).json(rule);
    }
}
