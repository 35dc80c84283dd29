package vn.mocua.portal.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;

/**
 * An account that is to be opened.
 *
 * @param consents versions of the documents that the person agreed to, by document
 * @param address from which it is opened, for the audit record
 */
public record NewAccount(
        Subject subject,
        PhoneNumber phone,
        @Nullable EmailAddress email,
        List<Evidence> evidence,
        String passwordHash,
        Map<String, String> consents,
        String address) {

    @Override
    public String toString() {
        return "NewAccount[" + subject + "]";
    }
}
