package vn.mocua.portal.recovery;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.HeldData;

/** Who asked to get back into the account lately, and what that changed, for the copy of the owner's data. */
@Component
@Order(40)
class HeldRecoveries implements HeldData {

    private final Recoveries recoveries;

    HeldRecoveries(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public String key() {
        return "recoveries";
    }

    @Override
    public List<Map<String, String>> of(UUID account) {
        return recoveries.heldOf(account);
    }
}
