package vn.mocua.agent.protocol;

import java.util.Locale;

/** What a token says of its PIN before anybody types it, from best to worst. */
public enum PinState {
    OK,
    LOW,
    FINAL,
    LOCKED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** After one more wrong PIN, on a token that takes three. */
    public PinState afterWrong() {
        return switch (this) {
            case OK -> LOW;
            case LOW -> FINAL;
            case FINAL, LOCKED -> LOCKED;
        };
    }

    public PinState better(PinState other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public static PinState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
