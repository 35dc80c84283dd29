package vn.mocua.portal.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.passkey.Passkeys;

/**
 * How every way back into an account ends: a new password, the end of every session and remembered device, word to
 * every address. Nobody is signed in by it.
 */
@Component
public class RecoveryEnd {

    static final String HOME = "/forgot-password";
    static final String DONE = HOME + "/done";

    /** After the former status in the receipt of who chose no password: there is no phone to which a code would go. */
    static final String WITHOUT_PASSWORD = "-WITHOUT-PASSWORD";

    /** No account of that id, not theirs, not open to this way: never told apart. */
    static final String NOT_PROVEN = "recovery-not-proven";

    private static final Refusal NOT_POSSIBLE = new Refusal("recovery-not-possible");

    /** The account was taken back, or frozen, after this try began: whatever it proved is proved anew. */
    private static final Refusal OVERTAKEN = new Refusal("recovery-overtaken");

    private final Accounts accounts;
    private final AccountSessions sessions;
    private final Generations generations;
    private final Passkeys passkeys;
    private final Recoveries recoveries;
    private final RecoveryNotices notices;
    private final NewPassword newPassword;
    private final Audit audit;

    RecoveryEnd(
            Accounts accounts,
            AccountSessions sessions,
            Generations generations,
            Passkeys passkeys,
            Recoveries recoveries,
            RecoveryNotices notices,
            NewPassword newPassword,
            Audit audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.generations = generations;
        this.passkeys = passkeys;
        this.recoveries = recoveries;
        this.notices = notices;
        this.newPassword = newPassword;
        this.audit = audit;
    }

    /**
     * A way back.
     *
     * @param key its name in addresses
     * @param proof the steps after which {@link Recovering#hasProven} holds; they say no by one word for everybody:
     *     {@link #notProven}
     */
    public Journey<Recovering> of(String key, List<Step<Recovering, ?>> proof) {
        return new Journey<>(
                HOME + "/" + key,
                HOME,
                Recovering.class,
                new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofHours(1)),
                Stream.<Step<Recovering, ?>>concat(proof.stream(), Stream.of(newPassword))
                        .toList(),
                Recovering::who,
                (known, visit) -> Optional.empty(),
                this::finish,
                (known, ending, visit, request, response) -> {});
    }

    /** The account that somebody means, if it is one that its holder can get back into. */
    public Optional<Account> meant(Recovering known) {
        return accounts.holderOf(List.of(known.whose()))
                .flatMap(accounts::find)
                .filter(account -> account.status().isRecoverable());
    }

    /** The refusal that says nothing of whether there is such an account. */
    public static Refusal notProven() {
        return new Refusal(NOT_PROVEN);
    }

    private Ending finish(Recovering known, Visit visit) {
        var proven = Objects.requireNonNull(known.proven());
        return recover(proven.account(), known.since(), known.passwordHash(), null, proven.by(), visit);
    }

    /**
     * In the transaction that ends a journey.
     *
     * @param since the newest generation of any account when it began; null when nothing is known of that
     * @param phone that takes the place of the one that is known; null when that stays
     * @param by how its holder proved to be that, a word for the record of acts
     */
    Ending recover(
            UUID id,
            @Nullable Integer since,
            @Nullable String passwordHash,
            @Nullable PhoneNumber phone,
            String by,
            Visit visit) {
        var isUntaken = generations.isUntaken(id, since);
        var before = accounts.find(id);
        if (before.isEmpty() || !before.get().status().isRecoverable()) {
            return new Ending.Refused(NOT_POSSIBLE);
        }
        if (!isUntaken) {
            return new Ending.Refused(OVERTAKEN);
        }
        var former = before.get().phone();
        var other = phone == null || phone.equals(former) ? null : phone;
        var stood = accounts.recover(id, passwordHash, other, "visitor", visit.address());
        if (stood.isEmpty()) {
            return new Ending.Refused(NOT_POSSIBLE);
        }
        recoveries.keepFormer(id, other == null ? null : former, visit.now());
        recoveries.callOff(id, visit.now());
        var ended = sessions.endAll(id);
        if (other != null) {
            // Whoever lost their phone may have lost what holds their passkeys with it.
            passkeys.removeAll(id);
        }
        audit.record(new Act(
                "recovery.proven",
                "visitor",
                id,
                visit.address(),
                Map.of("by", by, "sessions", Integer.toString(ended))));
        notices.recovered(accounts.find(id).orElseThrow(), other == null ? null : former, visit);
        return new Ending.Finished(DONE, stood.get().name() + (passwordHash == null ? WITHOUT_PASSWORD : ""));
    }
}
