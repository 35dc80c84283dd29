package vn.mocua.portal.linked;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.HeldData;

/** Which providers the owner linked, for the copy of their data. */
@Component
@Order(20)
class HeldLinks implements HeldData {

    private final Links links;

    HeldLinks(Links links) {
        this.links = links;
    }

    @Override
    public String key() {
        return "links";
    }

    @Override
    public List<Map<String, String>> of(UUID account) {
        return links.of(account);
    }
}
