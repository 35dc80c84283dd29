package vn.mocua.portal.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.SubjectKind;

/**
 * An account that is to be opened. Who proved to have a key needs neither password nor phone; anybody else has both. An
 * organisation is always reached somewhere.
 *
 * @param phone that was answered; null when none was
 * @param passwordHash null when no password was chosen
 * @param consents versions of the documents that the person agreed to, by document
 * @param address from which it is opened, for the audit record
 * @param language tag of the language in which its owner is told of what happens to it
 */
public record NewAccount(
        Subject subject,
        @Nullable PhoneNumber phone,
        @Nullable EmailAddress email,
        List<Evidence> evidence,
        @Nullable String passwordHash,
        Map<String, String> consents,
        String address,
        String language) {

    public NewAccount {
        evidence = List.copyOf(evidence);
        consents = Map.copyOf(consents);
        var byKey = evidence.stream().anyMatch(each -> each.strength() == Strength.KEY_PROVEN);
        if (!byKey && (phone == null || passwordHash == null)) {
            throw new IllegalArgumentException("an account that nobody can sign in to");
        }
        if (subject.kind() != SubjectKind.CITIZEN && phone == null && email == null) {
            throw new IllegalArgumentException("an organisation that cannot be reached");
        }
    }

    @Override
    public String toString() {
        return "NewAccount[" + subject + "]";
    }
}
