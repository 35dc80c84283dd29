package vn.mocua.agent.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why there is no signature; a PIN that was wrong says what is left, a missing certificate whether one ran out. */
public record Fault(Code code, @Nullable PinState pin, boolean expired) {

    /** The reasons; those that Web eID knows carry its names. */
    public enum Code {
        INVALID_ARGUMENT("ERR_WEBEID_NATIVE_INVALID_ARGUMENT", "The request breaks a rule of the wire"),
        ACTION_PENDING("ERR_WEBEID_ACTION_PENDING", "Another signature is under way"),
        USER_CANCELLED("ERR_WEBEID_USER_CANCELLED", "The person closed the window"),
        USER_TIMEOUT("ERR_WEBEID_USER_TIMEOUT", "Nobody answered in the window"),
        NATIVE_FATAL("ERR_WEBEID_NATIVE_FATAL", "The agent failed"),
        NO_DISPLAY("ERR_NO_DISPLAY", "There is no screen to ask on"),
        NO_DRIVER("ERR_NO_DRIVER", "No driver of a token is installed"),
        NO_TOKEN("ERR_NO_TOKEN", "No token is plugged in"),
        TOKEN_UNINITIALISED("ERR_TOKEN_UNINITIALISED", "There is nothing on the token yet"),
        NO_CERTIFICATE("ERR_NO_CERT", "No certificate that can sign and is in date"),
        PIN_INCORRECT("ERR_PIN_INCORRECT", "The PIN is wrong"),
        PIN_BLOCKED("ERR_PIN_BLOCKED", "The token is locked"),
        DRIVER_TIMEOUT("ERR_DRIVER_TIMEOUT", "The token's driver hung and was ended"),
        DRIVER_FAILED("ERR_DRIVER_FAILED", "The token's driver failed");

        private final String name;
        private final String message;

        Code(String name, String message) {
            this.name = name;
            this.message = message;
        }

        public static Code named(String name) {
            for (var code : values()) {
                if (code.name.equals(name)) {
                    return code;
                }
            }
            return NATIVE_FATAL;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static Fault of(Code code) {
        return new Fault(code, null, false);
    }

    /** A wrong PIN, and how the token stands now; one that locked it is told as locked. */
    public static Fault wrongPin(PinState left) {
        return new Fault(left == PinState.LOCKED ? Code.PIN_BLOCKED : Code.PIN_INCORRECT, left, false);
    }

    public static Fault noCertificate(boolean expired) {
        return new Fault(Code.NO_CERTIFICATE, null, expired);
    }

    /**
     * As the extension of Web eID lets it through: of a code that it does not know it would leave nothing. Whatever stands
     * beside a code it passes on.
     */
    public Map<String, Object> jsonForWebEid() {
        if (code.name.startsWith("ERR_WEBEID_")) {
            return json();
        }
        var error = members(code.message);
        error.put("code", Code.NATIVE_FATAL.name);
        error.put("reason", code.name);
        return Map.of("error", error);
    }

    /** As it goes over each of the wires of our own. */
    public Map<String, Object> json() {
        return json(code.message);
    }

    public Map<String, Object> json(String message) {
        return Map.of("error", members(message));
    }

    private Map<String, Object> members(String message) {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", code.name);
        error.put("message", message);
        if (pin != null) {
            error.put("pin", pin.word());
        }
        if (expired) {
            error.put("expired", true);
        }
        return error;
    }
}
