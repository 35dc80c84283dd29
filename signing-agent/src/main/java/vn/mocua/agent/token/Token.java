package vn.mocua.agent.token;

import java.util.List;
import vn.mocua.agent.protocol.PinState;

/** A token, as it shows itself before any PIN. */
public record Token(String label, boolean initialised, PinState pin, PinEntry entry, List<Held> certificates) {

    /** Who asks for the PIN. */
    public enum PinEntry {
        TYPED,
        ON_DEVICE,
        BY_SYSTEM
    }

    public Token {
        certificates = List.copyOf(certificates);
    }
}
