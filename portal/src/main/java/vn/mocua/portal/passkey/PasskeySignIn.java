package vn.mocua.portal.passkey;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignInEnd;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/**
 * Judges what a passkey signed, and finds whose it is. It is in the person's hand and opens to their finger, face or screen
 * lock only: two factors, so that no code is asked. Whether a passkey is unknown, was removed, or its signature is wrong,
 * the answer is the same.
 */
@Component
class PasskeySignIn {

    /** As the browser sent it, base64url. */
    record Answer(String credential, String clientData, String authenticatorData, String signature, String userHandle) {

        @Override
        public String toString() {
            return "Answer[***]";
        }
    }

    sealed interface Result {

        /** @param who the masked identifier */
        record In(UUID account, String who) implements Result {}

        /** The passkey is right; the account may not be signed in to just now. */
        record Barred(Refusal refusal) implements Result {}

        record NotAccepted() implements Result {}
    }

    /** What the transaction tells of, before anything is sent. */
    private record Judged(Result result, boolean copied, UUID account) {

        static final UUID NOBODY = new UUID(0, 0);

        static Judged of(Result result) {
            return new Judged(result, false, NOBODY);
        }
    }

    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final PasskeyChallenges challenges;
    private final Answers answers;
    private final Accounts accounts;
    private final SignInEnd end;
    private final OwnerNotices notices;
    private final Limits limits;
    private final Audit audit;
    private final TransactionTemplate transactions;

    PasskeySignIn(
            Passkeys passkeys,
            Ceremonies ceremonies,
            PasskeyChallenges challenges,
            Answers answers,
            Accounts accounts,
            SignInEnd end,
            OwnerNotices notices,
            Limits limits,
            Audit audit,
            TransactionTemplate transactions) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.challenges = challenges;
        this.answers = answers;
        this.accounts = accounts;
        this.end = end;
        this.notices = notices;
        this.limits = limits;
        this.audit = audit;
        this.transactions = transactions;
    }

    Result judge(Answer answer, String bearer, Visit visit) {
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
                || !challenges.take(Purpose.SIGN_IN, bearer, challenge.get())) {
            return new Result.NotAccepted();
        }
        var judged = Objects.requireNonNull(transactions.execute(status -> {
            // Its row is held, so that of two signatures at once the second is judged by what the first left.
            var found = passkeys.hold(credential.get())
                    .filter(each -> passkeys.storedHandleOf(each.account())
                            .filter(stored -> MessageDigest.isEqual(stored, handle.get()))
                            .isPresent());
            if (found.isEmpty()) {
                return Judged.of(new Result.NotAccepted());
            }
            var passkey = found.get();
            var worth = ceremonies.signed(passkey, challenge.get(), said.get(), clientData.get(), signature.get());
            return switch (worth) {
                case Ceremonies.Signature.Good(var signCount, var backedUp) ->
                    Judged.of(in(passkey, signCount, backedUp, visit));
                case Ceremonies.Signature.OfACopy() -> {
                    audit.record(new Act("passkey.copied", "visitor", passkey.account(), visit.address(), Map.of()));
                    yield new Judged(new Result.NotAccepted(), true, passkey.account());
                }
                case Ceremonies.Signature.Bad() -> Judged.of(new Result.NotAccepted());
            };
        }));
        if (judged.copied()
                && limits.take(Use.of(
                                PasskeyRules.COPIED_NOTICE, judged.account().toString()))
                        instanceof Taken.Allowed) {
            accounts.find(judged.account())
                    .ifPresent(owner -> transactions.executeWithoutResult(
                            status -> notices.tell(owner, visit.language(), Notice.undoable("passkey-copied"))));
        }
        return judged.result();
    }

    private Result in(Passkey passkey, long signCount, boolean backedUp, Visit visit) {
        passkeys.used(passkey, signCount, backedUp);
        return switch (end.finish(passkey.account(), How.PASSKEY, visit)) {
            case Ending.Refused(var refusal) -> new Result.Barred(refusal);
            case Ending.Finished(var page, var receipt) ->
                new Result.In(
                        passkey.account(),
                        accounts.find(passkey.account()).orElseThrow().subject().masked());
        };
    }
}
