package vn.mocua.sandbox.fault;

import static vn.mocua.sandbox.fault.Outside.CA;
import static vn.mocua.sandbox.fault.Outside.INSURANCE;
import static vn.mocua.sandbox.fault.Outside.POST;
import static vn.mocua.sandbox.fault.Outside.VNEID;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A way to fail: the first five for every system, the others for the systems that they name. */
public enum Fault {
    NONE,
    /** Connections are closed as soon as they are made. */
    DOWN,
    /** Every answer takes {@link #SLOWNESS}. */
    SLOW,
    /** The answers are nonsense on the right wire. */
    GARBAGE,
    /** The connection is cut in the middle of the answer. */
    CUT,
    /** Whoever connects over TLS is shown a certificate that ended yesterday. */
    EXPIRED_CERTIFICATE(INSURANCE, POST, VNEID),
    /** The responder for the status of certificates answers 503; lists are given as ever. */
    STATUS_DOWN(CA),
    /** The responder takes {@link #SLOWNESS}; lists are given as ever. */
    STATUS_SLOW(CA),
    /** The responder says that it is busy: {@code tryLater}. */
    STATUS_TRY_LATER(CA),
    /** The responder's answers ended a day ago. */
    STATUS_STALE(CA),
    /** The signatures of the responder's answers are wrong. */
    STATUS_FORGED(CA),
    /** The responder's certificate does not say that it may answer for anybody. */
    STATUS_SELF_STYLED(CA),
    /** The answers are about another certificate than the one asked about. */
    STATUS_OF_ANOTHER(CA),
    /** The answers repeat another nonce than the one that was sent. */
    STATUS_WRONG_NONCE(CA),
    /** The answers repeat no nonce. */
    STATUS_NO_NONCE(CA),
    /** The responder knows no certificate at all. */
    STATUS_UNKNOWN(CA),
    /** Every certificate is on hold. */
    STATUS_ON_HOLD(CA),
    /** Every certificate is revoked. */
    STATUS_REVOKED(CA),
    /** No revocation list can be had; the responder answers as ever. */
    LIST_DOWN(CA),
    /** The responder answers 503, and the lists should have been replaced yesterday. */
    LIST_STALE(CA),
    /** The responder answers 503, and the signatures of the lists are wrong. */
    LIST_FORGED(CA),
    /** No time stamp can be had. */
    STAMP_DOWN(CA),
    /** Time stamps are refused in the words of the protocol. */
    STAMP_REFUSED(CA),
    /** Time stamps answer another question: their nonce is wrong. */
    STAMP_WRONG_NONCE(CA),
    /** The data are another person's than the one who signed in. */
    WRONG_PERSON(POST, VNEID),
    /** What matters most is left out of the data. */
    MISSING_CLAIMS(POST, VNEID),
    /** The answers hold more than the protocol has names for. */
    EXTRA_CLAIMS(POST, VNEID),
    /** The data come in an old Vietnamese encoding and say that they are UTF-8. */
    WRONG_CHARSET(POST, VNEID),
    /** The provider's clock is ten minutes fast. */
    CLOCK_SKEW(POST, VNEID),
    /** The token answers another question than the portal's. */
    BAD_NONCE(POST, VNEID),
    /** The person is sent back with a state that the portal never gave. */
    BAD_STATE(POST, VNEID),
    /** The token says that it needs no signature. */
    UNSIGNED_TOKEN(POST, VNEID),
    /** The token is meant for somebody else's site. */
    WRONG_AUDIENCE(POST, VNEID),
    /** The token names another issuer. */
    WRONG_ISSUER(POST, VNEID),
    /** The token is signed with a key that the provider does not publish. */
    WRONG_KEY(POST, VNEID),
    /** The token ended before it was given. */
    EXPIRED_TOKEN(POST, VNEID),
    /** A code that was used is answered again. */
    REPLAYED_CODE(POST, VNEID),
    /** The person is sent back in the other provider's name. */
    MIX_UP(POST, VNEID);

    public static final Duration SLOWNESS = Duration.ofSeconds(8);

    private final Set<Outside> only;

    Fault(Outside... only) {
        this.only = Set.of(only);
    }

    /** Whether that system can fail this way. */
    public boolean befalls(Outside system) {
        return only.isEmpty() || only.contains(system);
    }

    /** The word that the JSON uses: {@code wrong-person}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Fault> of(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
    }
}
