package vn.mocua.portal.member;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ActorNames;

/** The people of an organisation by name, so that its activity says who did what. */
@Component
class MemberNames implements ActorNames {

    private static final String ACCOUNT = "account:";

    private final Members members;
    private final Accounts accounts;

    MemberNames(Members members, Accounts accounts) {
        this.members = members;
        this.accounts = accounts;
    }

    @Override
    public Optional<String> nameOf(@Nullable UUID account, String actor) {
        if (account == null || !actor.startsWith(ACCOUNT) || actor.equals(ACCOUNT + account)) {
            return Optional.empty();
        }
        return PeopleController.parse(actor.substring(ACCOUNT.length()))
                .filter(person -> members.knows(account, person))
                .flatMap(accounts::subject)
                .map(Acting.Names::of);
    }
}
