package vn.mocua.portal.recovery;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.LongText;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.passkey.PasskeyProofs;
import vn.mocua.portal.passkey.PasskeyProofs.Answer;
import vn.mocua.portal.passkey.PasskeyProofs.Proof;

/**
 * Asks for a passkey of the account: of whichever the person's devices offer, for no account is named, so that the page is
 * the same for every id. A passkey of somebody else's, one that signed something else, an id that nobody has: one refusal.
 */
@Component
class UsePasskey implements Step<Recovering, UsePasskey.Form> {

    /** What script sends of what the passkey answered; nothing where no script ran. */
    public record Form(
            @Secret @Nullable LongText credential,
            @Secret @Nullable LongText clientData,
            @Secret @Nullable LongText authenticatorData,
            @Secret @Nullable LongText signature,
            @Secret @Nullable LongText userHandle) {

        Answer answer() {
            return new Answer(
                    text(credential), text(clientData), text(authenticatorData), text(signature), text(userHandle));
        }

        private static String text(@Nullable LongText sent) {
            return sent == null ? "" : sent.value();
        }
    }

    private final PasskeyProofs proofs;
    private final RecoveryEnd end;

    UsePasskey(PasskeyProofs proofs, RecoveryEnd end) {
        this.proofs = proofs;
        this.end = end;
    }

    @Override
    public String key() {
        return "passkey";
    }

    @Override
    public String page() {
        return "recovery/passkey.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        return known.hasProven();
    }

    @Override
    public Recovering forget(Recovering known) {
        return known.unproven();
    }

    @Override
    public boolean raisesPrivilege() {
        return true;
    }

    /** A challenge for this try alone; nothing is kept of those that are never answered. */
    @Override
    public Map<String, ?> show(Recovering known, Visit visit) {
        return Map.of("question", proofs.toRecover(bearer(visit)));
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        if (form.credential() == null) {
            return Outcome.again("", "recovery.passkey.none");
        }
        return switch (proofs.recovers(form.answer(), bearer(visit), visit)) {
            case Proof.Holds(var account) -> judge(known, account);
            case Proof.Nothing() -> Outcome.stop(RecoveryEnd.NOT_PROVEN);
            case Proof.NotBefore(var when) -> Outcome.notBefore(when, "", "recovery.tooOften", when);
        };
    }

    private Outcome<Recovering> judge(Recovering known, UUID holder) {
        return end.meant(known)
                .filter(account -> account.id().equals(holder))
                .map(account -> Outcome.advance(known.provenAs(account.id(), "passkey", account.phone() != null)))
                .orElseGet(() -> Outcome.stop(RecoveryEnd.NOT_PROVEN));
    }

    /** Nobody without the draft answers in its place. */
    private static String bearer(Visit visit) {
        return visit.draft().toString();
    }
}
