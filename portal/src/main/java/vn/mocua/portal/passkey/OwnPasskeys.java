package vn.mocua.portal.passkey;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.login.StillSignedIn;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/** What an owner does with their passkeys: each with its record, and the owner told where it guards the account. */
@Component
class OwnPasskeys {

    /** More than anybody's devices; a list that can be read. */
    static final int MOST = 20;

    /** What came of adding one. */
    enum Adding {
        ADDED,
        /** What was sent is no answer of a passkey to a challenge of ours. */
        NOT_ACCEPTED,
        /** It is known already. */
        KNOWN,
        TOO_MANY
    }

    /** What came of removing one. */
    enum Removal {
        REMOVED,
        GONE,
        /** Without it the owner could not sign in any more. */
        LAST_WAY_IN
    }

    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final PasskeyChallenges challenges;
    private final Answers answers;
    private final Accounts accounts;
    private final CertificateStandings standings;
    private final AccountSessions sessions;
    private final StillSignedIn still;
    private final OwnerNotices notices;
    private final Audit audit;

    OwnPasskeys(
            Passkeys passkeys,
            Ceremonies ceremonies,
            PasskeyChallenges challenges,
            Answers answers,
            Accounts accounts,
            CertificateStandings standings,
            AccountSessions sessions,
            StillSignedIn still,
            OwnerNotices notices,
            Audit audit) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.challenges = challenges;
        this.answers = answers;
        this.accounts = accounts;
        this.standings = standings;
        this.sessions = sessions;
        this.still = still;
        this.notices = notices;
        this.audit = audit;
    }

    /** @param name what the owner calls it; empty when they have not said */
    @Transactional
    public Adding add(
            SignedIn owner,
            String bearer,
            String attestation,
            String clientData,
            Set<String> transports,
            String name,
            Visit visit) {
        var made = Answers.bytes(attestation)
                .flatMap(object -> Answers.bytes(clientData)
                        .flatMap(data -> answers.challengeOf(data)
                                .filter(challenge -> challenges.take(Purpose.ADD, bearer, challenge))
                                .flatMap(challenge -> ceremonies.made(challenge, object, data, transports))));
        if (made.isEmpty() || !still.holds(owner)) {
            return Adding.NOT_ACCEPTED;
        }
        passkeys.handleOf(owner.account());
        passkeys.holdThoseOf(owner.account());
        if (passkeys.of(owner.account()).size() >= MOST) {
            return Adding.TOO_MANY;
        }
        var device = Objects.requireNonNullElse(owner.device(), "");
        if (!passkeys.add(owner.account(), made.get(), name, device)) {
            return Adding.KNOWN;
        }
        record(owner, "passkey.added", visit);
        tell(owner, Notice.undoable("passkey-added", device.isEmpty() ? "?" : device), visit);
        return Adding.ADDED;
    }

    @Transactional
    public void call(SignedIn owner, Passkey passkey, PasskeyName name, Visit visit) {
        passkeys.call(passkey, name.value());
        record(owner, "passkey.named", visit);
    }

    /** Whether the owner could still sign in without this one. */
    public boolean isSpare(UUID account, UUID passkey) {
        return passkeys.of(account).stream().anyMatch(each -> !each.id().equals(passkey))
                || standings.hasWayInBeside(account, PasskeyWay.KEY);
    }

    /** @param session that stays when all others are to end; empty when they are to stay too */
    @Transactional
    public Removal remove(SignedIn owner, UUID passkey, String session, Visit visit) {
        accounts.hold(owner.account());
        passkeys.holdThoseOf(owner.account());
        if (passkeys.find(owner.account(), passkey).isEmpty()) {
            return Removal.GONE;
        }
        if (!isSpare(owner.account(), passkey)) {
            return Removal.LAST_WAY_IN;
        }
        passkeys.remove(owner.account(), passkey);
        if (!session.isEmpty()) {
            sessions.endOthers(owner.account(), session);
        }
        record(owner, "passkey.removed", visit);
        tell(owner, Notice.undoable("passkey-removed"), visit);
        return Removal.REMOVED;
    }

    private void record(SignedIn owner, String action, Visit visit) {
        audit.record(new Act(action, "account:" + owner.account(), owner.account(), visit.address(), Map.of()));
    }

    private void tell(SignedIn owner, Notice notice, Visit visit) {
        accounts.find(owner.account()).ifPresent(account -> notices.tell(account, visit.language(), notice));
    }
}
