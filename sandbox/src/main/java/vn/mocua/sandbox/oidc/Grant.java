package vn.mocua.sandbox.oidc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person agreed to, behind a code that is good once. */
final class Grant {

    static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Asked asked;
    private final Asked.Present who;
    private final Instant until;
    private boolean spent;
    private @Nullable String accessToken;

    Grant(Asked asked, Asked.Present who, Instant now) {
        this.asked = asked;
        this.who = who;
        until = now.plus(LIFETIME);
    }

    Asked asked() {
        return asked;
    }

    Asked.Present who() {
        return who;
    }

    /** Kept longer than the code is good, so that a second use is noticed. */
    Instant forgotten() {
        return until.plus(Tokens.LIFETIME);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }

    /** Whether this was the first use. */
    synchronized boolean spend() {
        boolean first = !spent;
        spent = true;
        return first;
    }

    synchronized void opened(String token) {
        accessToken = token;
    }

    synchronized @Nullable String accessToken() {
        return accessToken;
    }

    @Override
    public String toString() {
        return "Grant[***]";
    }
}
