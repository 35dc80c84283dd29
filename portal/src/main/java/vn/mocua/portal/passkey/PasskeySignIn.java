package vn.mocua.portal.passkey;

import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignInEnd;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.passkey.PasskeyProofs.Answer;

/** Signs in whoever a passkey proves to be its holder: {@link PasskeyProofs}. No code is asked after it. */
@Component
class PasskeySignIn {

    sealed interface Result {

        /** @param who the masked identifier */
        record In(UUID account, String who) implements Result {}

        /** The passkey is right; the account may not be signed in to just now. */
        record Barred(Refusal refusal) implements Result {}

        record NotAccepted() implements Result {}
    }

    private final PasskeyProofs proofs;
    private final Accounts accounts;
    private final SignInEnd end;

    PasskeySignIn(PasskeyProofs proofs, Accounts accounts, SignInEnd end) {
        this.proofs = proofs;
        this.accounts = accounts;
        this.end = end;
    }

    Result judge(Answer answer, String bearer, Visit visit) {
        return proofs.judge(Purpose.SIGN_IN, answer, bearer, visit, passkey -> in(passkey, visit))
                .orElseGet(Result.NotAccepted::new);
    }

    /** It is proved in this very transaction, which holds the account: nothing can have been ended since. */
    private Result in(Passkey passkey, Visit visit) {
        return switch (end.finish(passkey.account(), How.PASSKEY, Integer.MAX_VALUE, visit)) {
            case Ending.Refused(var refusal) -> new Result.Barred(refusal);
            case Ending.Finished(var page, var receipt) ->
                new Result.In(
                        passkey.account(),
                        accounts.find(passkey.account()).orElseThrow().subject().masked());
        };
    }
}
