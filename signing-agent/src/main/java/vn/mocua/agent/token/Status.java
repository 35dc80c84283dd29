package vn.mocua.agent.token;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.Version;

/** What any allowed site may know: whether signing could work here, and nothing that tells people apart. */
public record Status(boolean driver, Presence token, PinState pin) {

    /** Whether something is plugged in. */
    public enum Presence {
        NONE,
        UNINITIALISED,
        PRESENT
    }

    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("agent", Version.NUMBER);
        json.put("protocol", Version.PROTOCOL);
        json.put("os", Platform.current().word());
        json.put("driver", driver);
        json.put("token", token.name().toLowerCase(Locale.ROOT));
        json.put("pin", pin.word());
        return json;
    }
}
