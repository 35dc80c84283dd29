package vn.mocua.portal.member;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ActorNames;
import vn.mocua.portal.audit.Entry;

/** The people of an organisation by name, so that its activity says who did what, and to whom. */
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

    /** An organisation reads whom it was about, unless they did it; a person reads for which organisation. */
    @Override
    public Optional<String> whom(Entry act) {
        return Optional.ofNullable(act.details().get("member"))
                .flatMap(PeopleController::parse)
                .flatMap(members::find)
                .flatMap(member -> {
                    if (member.company().equals(act.subject())) {
                        return act.actor().equals(ACCOUNT + member.person())
                                ? Optional.empty()
                                : Optional.of(name(member));
                    }
                    return act.subject() != null && act.subject().equals(member.person())
                            ? accounts.subject(member.company()).map(Acting.Names::of)
                            : Optional.empty();
                });
    }

    private String name(Member member) {
        return Optional.ofNullable(member.person())
                .flatMap(accounts::subject)
                .map(Acting.Names::of)
                .orElse(member.called().value());
    }
}
