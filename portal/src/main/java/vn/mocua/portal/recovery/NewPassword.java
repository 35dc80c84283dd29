package vn.mocua.portal.recovery;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;
import vn.mocua.portal.password.PersonalData;
import vn.mocua.portal.registration.PasswordChoice;

/** Asks whoever proved to be the owner for a new password, by the rules of registration. */
@Component
class NewPassword implements Step<Recovering, NewPassword.Form> {

    public record Form(@Secret Password password, @Secret Password passwordConfirmation) {}

    private final Accounts accounts;
    private final PasswordChoice choice;
    private final PasswordHashes hashes;

    NewPassword(Accounts accounts, PasswordChoice choice, PasswordHashes hashes) {
        this.accounts = accounts;
        this.choice = choice;
        this.hashes = hashes;
    }

    @Override
    public String key() {
        return "password";
    }

    @Override
    public String page() {
        return "registration/password.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        var proven = known.proven();
        return known.passwordHash() != null || (proven != null && !proven.needsPassword());
    }

    /** The login name, by which a password manager keeps the password; it is never sent back. */
    @Override
    public Map<String, ?> show(Recovering known, Visit visit) {
        return Map.of(
                "username",
                known.whose().value(),
                "title",
                "recovery.password.title",
                "button",
                "recovery.password.button");
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        var account =
                accounts.find(Objects.requireNonNull(known.proven()).account()).orElseThrow();
        var problems = choice.problems(form.password(), form.passwordConfirmation(), personal(account));
        return problems.isEmpty()
                ? Outcome.advance(known.securedBy(hashes.hash(form.password())))
                : Outcome.again(problems);
    }

    private static PersonalData personal(Account account) {
        return new PersonalData(account.subject(), account.phone(), account.email());
    }
}
