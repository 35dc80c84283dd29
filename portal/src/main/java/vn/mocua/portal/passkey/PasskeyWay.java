package vn.mocua.portal.passkey;

import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.FurtherWayIn;

/** Whoever has a passkey can sign in by it. */
@Component
class PasskeyWay implements FurtherWayIn {

    static final String KEY = "passkey";

    private final Passkeys passkeys;

    PasskeyWay(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean opens(UUID account) {
        return !passkeys.of(account).isEmpty();
    }

    @Override
    public boolean isByKey() {
        return true;
    }
}
