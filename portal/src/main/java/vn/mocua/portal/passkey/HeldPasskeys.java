package vn.mocua.portal.passkey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.HeldData;

/** The owner's passkeys, for the copy of their data. */
@Component
@Order(10)
class HeldPasskeys implements HeldData {

    private final Passkeys passkeys;

    HeldPasskeys(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public String key() {
        return "passkeys";
    }

    @Override
    public List<Map<String, String>> of(UUID account) {
        return passkeys.of(account).stream().map(HeldPasskeys::row).toList();
    }

    private static Map<String, String> row(Passkey passkey) {
        var row = new LinkedHashMap<String, String>();
        row.put("called", passkey.name());
        row.put("device", passkey.device());
        row.put("addedAt", passkey.addedAt().toString());
        var used = passkey.lastUsedAt();
        if (used != null) {
            row.put("lastUsedAt", used.toString());
        }
        row.values().removeIf(String::isEmpty);
        return row;
    }
}
