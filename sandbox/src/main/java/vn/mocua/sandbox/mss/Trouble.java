package vn.mocua.sandbox.mss;

import java.util.Arrays;
import java.util.Optional;
import vn.mocua.sandbox.town.Fate;

/** What is the matter with a SIM, whichever service asks it. */
public enum Trouble {
    NONE("ordinary"),
    /** It has no key: the owner never subscribed. */
    NO_KEY(Fate.NO_SIGNING_SIM.key()),
    /** The phone is off: nothing reaches it. */
    UNREACHABLE(Fate.SIM_UNREACHABLE.key()),
    /** The PIN was blocked long ago. */
    BLOCKED(Fate.SIM_BLOCKED.key()),
    /** The signature arrives {@link Prompts#LATENESS} after the PIN. */
    LATE(Fate.SIM_LATE.key()),
    /** What comes back is a signature, over something else. */
    WRONG_SIGNATURE(Fate.SIM_WRONG_SIGNATURE.key()),
    /** The service mixes people up and has another person's key sign. */
    OTHER_CERTIFICATE(Fate.SIM_OTHER_CERTIFICATE.key()),
    /** Once the person has confirmed, the service answers nonsense. */
    GARBAGE(Fate.SIM_GARBAGE.key());

    private final String key;

    Trouble(String key) {
        this.key = key;
    }

    /** The word that the JSON uses: {@code sim-late}. */
    public String key() {
        return key;
    }

    public static Optional<Trouble> of(String key) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.key.equals(key))
                .findFirst();
    }
}
