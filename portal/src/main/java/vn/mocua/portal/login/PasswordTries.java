package vn.mocua.portal.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.AccountPasswords.Credential;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.password.HashingBusy;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;
import vn.mocua.portal.password.PasswordHashes.Place;

/**
 * Judges tries of a password. Failures slow the pair of account and source down and call for a captcha, and never lock
 * the owner out; of an unknown id and a wrong password the work is the same (threats T27, T28).
 */
@Component
class PasswordTries {

    /** What a captcha of the sign-in page is bound to. */
    static final String CAPTCHA = "sign-in";

    private static final int FAILURES_BEFORE_CAPTCHA = 3;

    /** @param device the word of a device that the browser says it is */
    record Try(Username username, Password password, Optional<String> device, Solved captcha, Visit visit) {}

    /** The answer to a captcha, each part null where none was sent. */
    record Solved(@Nullable String token, @Nullable String answer) {}

    sealed interface Verdict {

        record Right(Credential credential) implements Verdict {}

        /** @param captchaNext whether the next try calls for one */
        record Wrong(boolean captchaNext) implements Verdict {}

        /** @param words what to say beside the captcha */
        record CaptchaFirst(String words) implements Verdict {}

        record TooSoon(Instant when) implements Verdict {}

        /** @param withCaptcha whether solving one gets a better place in the line */
        record Busy(Duration retryAfter, boolean withCaptcha) implements Verdict {}
    }

    private final Accounts accounts;
    private final AccountPasswords passwords;
    private final PasswordHashes hashes;
    private final Limits limits;
    private final Captchas captchas;
    private final Audit audit;

    PasswordTries(
            Accounts accounts,
            AccountPasswords passwords,
            PasswordHashes hashes,
            Limits limits,
            Captchas captchas,
            Audit audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.hashes = hashes;
        this.limits = limits;
        this.captchas = captchas;
        this.audit = audit;
    }

    Verdict judge(Try tried) {
        var identifier = tried.username().identifier();
        var credential = passwords.credential(identifier, tried.device().orElse(null));
        // A remembered device has a count of its own, so that strangers' failures never slow its owner down.
        var source = isOnKnownDevice(credential)
                ? "device " + tried.device().orElseThrow()
                : tried.visit().network();
        var pair = Use.of("sign-in", accounts.keyOf(identifier) + " " + source);
        var standing = limits.standing(pair);
        if (standing.waitUntil() != null) {
            return new Verdict.TooSoon(standing.waitUntil());
        }
        // Taken for a failure that has not happened yet.
        var taken = new ArrayList<Use>();
        try {
            var verdict = judge(tried, credential, pair, standing.failures(), taken);
            switch (verdict) {
                case Verdict.Right right -> {
                    limits.succeeded(pair, List.copyOf(taken));
                    taken.clear();
                }
                case Verdict.Wrong wrong -> taken.clear();
                case Verdict.Busy busy -> limits.succeeded(pair);
                case Verdict.CaptchaFirst captcha -> {}
                case Verdict.TooSoon tooSoon -> {}
            }
            return verdict;
        } finally {
            if (!taken.isEmpty()) {
                limits.giveBack(taken.toArray(Use[]::new));
            }
        }
    }

    private Verdict judge(Try tried, Optional<Credential> credential, Use pair, int failures, List<Use> taken) {
        var knownDevice = isOnKnownDevice(credential);
        // When the whole portal is stormed, everybody solves a captcha; nobody is kept out. Only failures make a storm.
        var stormed =
                !knownDevice && refusal(Use.inAll("sign-in-in-all"), taken).isPresent();
        var needed = stormed || failures >= FAILURES_BEFORE_CAPTCHA;
        var human = (needed || tried.captcha().token() != null) && isSolved(tried.captcha());
        if (needed && !human) {
            return new Verdict.CaptchaFirst(lacking(tried.captcha()));
        }
        // Counted before the password is looked at, and taken back when it is right: tries at once are tries.
        if (limits.attempt(pair) instanceof Taken.Refused(var limit, var when)) {
            return new Verdict.TooSoon(when);
        }
        if (!knownDevice) {
            var network = Use.of("sign-in-failures-per-network", tried.visit().network());
            var refused = refusal(network, taken);
            if (refused.isPresent()) {
                return new Verdict.TooSoon(refused.get());
            }
        }
        return compare(tried, credential, failures, knownDevice || human ? Place.AHEAD : Place.IN_LINE);
    }

    private Verdict compare(Try tried, Optional<Credential> credential, int failures, Place place) {
        var hash = credential.map(Credential::passwordHash).orElse(null);
        try {
            if (hashes.matches(tried.password(), hash, place) && credential.isPresent()) {
                return new Verdict.Right(credential.get());
            }
        } catch (HashingBusy busy) {
            // A busy portal offers the captcha to everybody whose device it does not know.
            return new Verdict.Busy(busy.retryAfter(), !isOnKnownDevice(credential));
        }
        credential.ifPresent(known -> audit.record(new Act(
                "account.sign-in-failed",
                "visitor",
                known.account(),
                tried.visit().address(),
                Map.of())));
        return new Verdict.Wrong(failures + 1 >= FAILURES_BEFORE_CAPTCHA);
    }

    /** Stores the hash anew when it was made under other costs than are due now. */
    void renewHash(Credential credential, Password password) {
        if (hashes.needsRehash(credential.passwordHash())) {
            passwords.rehash(credential.account(), credential.passwordHash(), hashes.hash(password));
        }
    }

    /** Takes a use, or tells when there will be one. */
    private Optional<Instant> refusal(Use use, List<Use> taken) {
        if (limits.take(use) instanceof Taken.Refused(var limit, var when)) {
            return Optional.of(when);
        }
        taken.add(use);
        return Optional.empty();
    }

    private boolean isSolved(Solved captcha) {
        return captchas.check(captcha.token(), captcha.answer(), CAPTCHA);
    }

    private String lacking(Solved captcha) {
        var answer = captcha.answer();
        return answer == null || answer.isBlank()
                ? "captcha.needed"
                : captchas.whyNot(captcha.token(), answer, CAPTCHA);
    }

    private static boolean isOnKnownDevice(Optional<Credential> credential) {
        return credential.filter(Credential::knownDevice).isPresent();
    }
}
