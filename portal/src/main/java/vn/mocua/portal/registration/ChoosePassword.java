package vn.mocua.portal.registration;

import java.util.Map;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;
import vn.mocua.portal.password.PersonalData;

/** Asks for a password twice and keeps its hash. */
@Component
public class ChoosePassword implements Step<Registration, ChoosePassword.Form> {

    public record Form(@Secret Password password, @Secret Password passwordConfirmation) {}

    private final PasswordChoice choice;
    private final PasswordHashes hashes;

    ChoosePassword(PasswordChoice choice, PasswordHashes hashes) {
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
    public boolean isDone(Registration known) {
        return known.passwordHash() != null;
    }

    /** The login name, by which a password manager keeps the password; it is never sent back. */
    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        return Map.of(
                "username",
                known.subject().identifiers().getFirst().value(),
                "button",
                visit.path().startsWith("/register/") ? "registration.register" : "otp.confirm");
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        var problems = choice.problems(
                form.password(),
                form.passwordConfirmation(),
                new PersonalData(known.subject(), known.phone(), known.email()));
        return problems.isEmpty()
                ? Outcome.advance(known.securedBy(hashes.hash(form.password())))
                : Outcome.again(problems);
    }
}
