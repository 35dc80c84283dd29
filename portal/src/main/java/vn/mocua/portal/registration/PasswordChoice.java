package vn.mocua.portal.registration;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordFault;
import vn.mocua.portal.password.PasswordRules;
import vn.mocua.portal.password.PersonalData;

/** What is wrong with a new password that is typed twice; the same on every page that asks for one. */
@Component
public class PasswordChoice {

    private final PasswordRules rules;

    PasswordChoice(PasswordRules rules) {
        this.rules = rules;
    }

    /** Beside the fields {@code password} and {@code passwordConfirmation}; that both differ is said of a good one only. */
    public List<Problem> problems(Password password, Password confirmation, PersonalData own) {
        var problems = new ArrayList<Problem>();
        rules.faults(password, own).stream()
                .map(fault ->
                        Problem.with("password", fault.key(), fault.counts().toArray()))
                .forEach(problems::add);
        if (problems.isEmpty() && !password.sameAs(confirmation)) {
            problems.add(Problem.with("passwordConfirmation", PasswordFault.MISMATCH.key()));
        }
        return problems;
    }
}
