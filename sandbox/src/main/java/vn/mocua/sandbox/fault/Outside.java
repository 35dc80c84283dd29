package vn.mocua.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A system of the outside world that can be made to fail. */
public enum Outside {
    /** The mobile operator's two interfaces and its token issuer. */
    TELCO,
    /** Both message centres. */
    SMSC,
    /** The first message centre alone. */
    SMSC_ALPHA,
    /** The second message centre alone. */
    SMSC_BETA,
    MAIL,
    /** The social insurance agency, and the axis with its token issuer. */
    INSURANCE,
    POST,
    VNEID,
    /** The signature services of all networks. */
    MSS,
    /** The certificate authorities: status, lists and time stamps. */
    CA,
    /** A province's portal that tells whose accounts it holds. */
    PROVINCE;

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
