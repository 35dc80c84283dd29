package vn.mocua.portal.passkey;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/**
 * Judges what a passkey signed, and finds whose it is. It is in the person's hand and opens to their finger, face or screen
 * lock only: two factors. Whether a passkey is unknown, was removed, or its signature is wrong, the answer is the same.
 */
@Component
public class PasskeyProofs {

    /** As the browser sent it, base64url. */
    public record Answer(
            String credential, String clientData, String authenticatorData, String signature, String userHandle) {

        @Override
        public String toString() {
            return "Answer[***]";
        }
    }

    /** What came of an answer. */
    public sealed interface Proof {

        /** The passkey is one of this account. */
        record Holds(UUID account) implements Proof {}

        /** It is nobody's, or signed something else than it was asked to. */
        record Nothing() implements Proof {}

        /** Too many answers came from there that were none. */
        record NotBefore(Instant when) implements Proof {}
    }

    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final PasskeyChallenges challenges;
    private final Answers answers;
    private final Accounts accounts;
    private final OwnerNotices notices;
    private final Limits limits;
    private final Audit audit;
    private final TransactionTemplate transactions;

    PasskeyProofs(
            Passkeys passkeys,
            Ceremonies ceremonies,
            PasskeyChallenges challenges,
            Answers answers,
            Accounts accounts,
            OwnerNotices notices,
            Limits limits,
            Audit audit,
            TransactionTemplate transactions) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.challenges = challenges;
        this.answers = answers;
        this.accounts = accounts;
        this.notices = notices;
        this.limits = limits;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** What a page asks a passkey for that is to prove whose account somebody may get back; it names no account. */
    public PasskeyQuestion toRecover(String bearer) {
        return new PasskeyQuestion(
                Answers.text(challenges.issue(Purpose.RECOVER, bearer)),
                ceremonies.relyingParty(),
                PasskeyChallenges.LIFE.toMillis());
    }

    /** Whose passkey answered what this bearer was asked {@link #toRecover}. */
    public Proof recovers(Answer answer, String bearer, Visit visit) {
        // Counted before it is looked at, and taken back when it is right.
        var failure = Use.of(PasskeyRules.FAILURES, visit.network());
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            return new Proof.NotBefore(when);
        }
        var account = judge(Purpose.RECOVER, answer, bearer, visit, Passkey::account);
        if (account.isEmpty()) {
            return new Proof.Nothing();
        }
        limits.giveBack(failure);
        return new Proof.Holds(account.get());
    }

    /**
     * Takes the challenge away, whatever its answer turns out to be worth.
     *
     * @param right what follows, in the same transaction, when the passkey is one of ours and signed what it was asked to
     * @return what followed; empty when nothing did
     */
    <T> Optional<T> judge(Purpose purpose, Answer answer, String bearer, Visit visit, Function<Passkey, T> right) {
        var credential = Answers.bytes(answer.credential());
        var clientData = Answers.bytes(answer.clientData());
        var said = Answers.bytes(answer.authenticatorData());
        var signature = Answers.bytes(answer.signature());
        var handle = Answers.bytes(answer.userHandle());
        var challenge = clientData.flatMap(answers::challengeOf);
        if (credential.isEmpty()
                || clientData.isEmpty()
                || said.isEmpty()
                || signature.isEmpty()
                || handle.isEmpty()
                || challenge.isEmpty()
                || !challenges.take(purpose, bearer, challenge.get())) {
            return Optional.empty();
        }
        var copied = new AtomicReference<@Nullable UUID>();
        Optional<T> result = Objects.requireNonNull(transactions.execute(status -> {
            // First the account, as everybody does who freezes it or takes it back: two never wait for each other.
            passkeys.holderOf(credential.get()).ifPresent(accounts::hold);
            // Its row is held, so that of two signatures at once the second is judged by what the first left.
            var found = passkeys.hold(credential.get())
                    .filter(each -> passkeys.storedHandleOf(each.account())
                            .filter(stored -> MessageDigest.isEqual(stored, handle.get()))
                            .isPresent());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var passkey = found.get();
            var worth = ceremonies.signed(passkey, challenge.get(), said.get(), clientData.get(), signature.get());
            return switch (worth) {
                case Ceremonies.Signature.Good(var signCount, var backedUp) -> {
                    passkeys.used(passkey, signCount, backedUp);
                    yield Optional.of(right.apply(passkey));
                }
                case Ceremonies.Signature.OfACopy() -> {
                    audit.record(new Act("passkey.copied", "visitor", passkey.account(), visit.address(), Map.of()));
                    copied.set(passkey.account());
                    yield Optional.empty();
                }
                case Ceremonies.Signature.Bad() -> Optional.empty();
            };
        }));
        var account = copied.get();
        if (account != null) {
            tellOfACopy(account);
        }
        return result;
    }

    /** Whoever holds the copy has the page open. */
    private void tellOfACopy(UUID account) {
        if (limits.take(Use.of(PasskeyRules.COPIED_NOTICE, account.toString())) instanceof Taken.Allowed) {
            accounts.find(account)
                    .ifPresent(owner -> transactions.executeWithoutResult(status ->
                            notices.tell(owner, notices.languageOf(account), Notice.undoable("passkey-copied"))));
        }
    }
}
