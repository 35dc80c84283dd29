package vn.mocua.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A system of the outside world that can be made to fail. */
public enum Outside {
    /** The mobile operator's two interfaces and its token issuer. */
    TELCO(true),
    /** Both message centres. */
    SMSC(true),
    /** The first message centre alone. */
    SMSC_ALPHA(true),
    /** The second message centre alone. */
    SMSC_BETA(true),
    MAIL(true),
    /** The social insurance agency, and the axis with its token issuer. */
    INSURANCE(true),
    POST(true),
    VNEID(true),
    /** The signature services of all networks. */
    MSS(true),
    /** The certificate authorities: status, lists and time stamps. */
    CA(true),
    PROVINCE(false);

    private final boolean here;

    Outside(boolean here) {
        this.here = here;
    }

    /** Whether this sandbox plays that system already; a fault for one it does not play is stored and shown only. */
    public boolean isHere() {
        return here;
    }

    /** The word that the JSON uses: {@code smsc-alpha}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Outside> of(String key) {
        return Arrays.stream(values())
                .filter(system -> system.key().equals(key))
                .findFirst();
    }
}
