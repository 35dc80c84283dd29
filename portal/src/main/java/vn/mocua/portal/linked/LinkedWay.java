package vn.mocua.portal.linked;

import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.FurtherWayIn;

/** Whoever has linked a provider can sign in there. */
@Component
class LinkedWay implements FurtherWayIn {

    static final String KEY = "linked";

    private final ObjectProvider<LinkedProvider<?>> providers;
    private final Links links;
    private final Accounts accounts;

    LinkedWay(ObjectProvider<LinkedProvider<?>> providers, Links links, Accounts accounts) {
        this.providers = providers;
        this.links = links;
        this.accounts = accounts;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean opens(UUID account) {
        return accounts.find(account).filter(each -> isOpenBeside(each, "")).isPresent();
    }

    /** Whether one opens an account besides the provider of this source. */
    boolean isOpenBeside(Account account, String source) {
        return providers.stream()
                .filter(each -> !each.source().equals(source))
                .anyMatch(each -> links.since(account, each.source()).isPresent());
    }
}
