package vn.mocua.portal.member;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Closings;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.member.Member.Over;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.passkey.Passkeys;

/** Who acts for an organisation, and how that changes: each in one transaction with what is written down and told of it. */
@Component
class People {

    /** What came of changing something. */
    enum Change {
        DONE,
        /** It is over, or was never there. */
        NOT_THERE,
        /** A role does not say so much. */
        NOT_GOVERNED,
        /** The organisation would be left without a representative. */
        LAST_REPRESENTATIVE,
        /** The person must first show more surely who they are. */
        LEVEL_TOO_LOW,
        /** So must whoever is to have another role. */
        PERSON_LEVEL_TOO_LOW,
        /** They act for this organisation already. */
        ALREADY,
        /** They have no phone that could take the place of the organisation's. */
        NO_PHONE
    }

    private final Members members;
    private final Accounts accounts;
    private final AccountSessions sessions;
    private final Passkeys passkeys;
    private final ContactChanges contacts;
    private final Closings closings;
    private final IdleAccounts idle;
    private final MemberNotices notices;
    private final Audit audit;
    private final Clock clock;
    private final MemberSettings settings;

    People(
            Members members,
            Accounts accounts,
            AccountSessions sessions,
            Passkeys passkeys,
            ContactChanges contacts,
            Closings closings,
            IdleAccounts idle,
            MemberNotices notices,
            Audit audit,
            Clock clock,
            MemberSettings settings) {
        this.members = members;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.contacts = contacts;
        this.closings = closings;
        this.idle = idle;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
        this.settings = settings;
    }

    Duration openFor() {
        return settings.invitationOpen();
    }

    /** Whether the number belongs to anybody here is neither looked up nor told: the person hears of it in a later round. */
    @Transactional
    public Change invite(
            Hand hand, NationalId nationalId, FullName called, Role role, @Nullable LocalDate endsOn, Visit visit) {
        members.hold(hand.company());
        if (!hand.role().governs(role) || !mayStill(hand)) {
            return Change.NOT_GOVERNED;
        }
        members.endLapsed(hand.company());
        var invited = members.invite(hand, nationalId, called, role, endsOn, settings.invitationOpen());
        if (invited.isEmpty()) {
            // Perhaps by a first click on this very button.
            return members.standingUnder(hand.company(), nationalId)
                            .filter(each -> each.isSameInvitation(hand.account(), called, role, endsOn))
                            .isPresent()
                    ? Change.DONE
                    : Change.ALREADY;
        }
        record("member.invited", hand.actor(), hand.company(), invited.get(), role, visit);
        notices.organisation(hand.company(), Notice.undoable("member-invited"), visit.language());
        return Change.DONE;
    }

    @Transactional
    public Change withdraw(Hand hand, UUID id, Visit visit) {
        members.hold(hand.company());
        var member = open(hand.company(), id);
        if (member.isEmpty()) {
            return Change.NOT_THERE;
        }
        if (!hand.role().governs(member.get().role()) || !mayStill(hand)) {
            return Change.NOT_GOVERNED;
        }
        if (!hand.isOwn() && isLastRepresentative(member.get())) {
            return Change.LAST_REPRESENTATIVE;
        }
        // Told before the contacts of whoever goes are none of the organisation's any more.
        notices.organisation(hand.company(), Notice.undoable("member-withdrawn"), visit.language());
        members.end(member.get().id(), Over.WITHDRAWN, hand.account());
        record("member.withdrawn", hand.actor(), member.get(), visit);
        notices.person(member.get().person(), Notice.of("member-ended"));
        return Change.DONE;
    }

    @Transactional
    public Change actUntil(Hand hand, UUID id, @Nullable LocalDate endsOn, Visit visit) {
        members.hold(hand.company());
        var member = open(hand.company(), id);
        if (member.isEmpty()) {
            return Change.NOT_THERE;
        }
        if (!hand.role().governs(member.get().role()) || !mayStill(hand)) {
            return Change.NOT_GOVERNED;
        }
        if (Objects.equals(endsOn, member.get().endsOn())) {
            return Change.DONE;
        }
        if (!hand.isOwn() && endsOn != null && isLastRepresentative(member.get())) {
            return Change.LAST_REPRESENTATIVE;
        }
        members.actUntil(member.get().id(), endsOn, settings.isNear(endsOn, clock.instant()));
        record("member.end-changed", hand.actor(), member.get(), visit);
        notices.person(
                member.get().person(),
                endsOn == null ? Notice.of("member-no-end") : Notice.of("member-end-changed", LastDay.text(endsOn)));
        return Change.DONE;
    }

    /**
     * Gives somebody another role. They act no more in the former one, not even where they are at it: whoever goes on begins
     * anew, and sees as what.
     */
    @Transactional
    public Change become(Hand hand, UUID id, Role role, Visit visit) {
        members.hold(hand.company());
        var found = open(hand.company(), id);
        if (found.isEmpty()) {
            return Change.NOT_THERE;
        }
        var member = found.get();
        if (!hand.role().governs(member.role()) || !hand.role().governs(role) || !mayStill(hand)) {
            return Change.NOT_GOVERNED;
        }
        if (member.role() == role) {
            return Change.DONE;
        }
        if (!hand.isOwn() && isLastRepresentative(member)) {
            return Change.LAST_REPRESENTATIVE;
        }
        if (isTooLittleKnown(member, role)) {
            return Change.PERSON_LEVEL_TOO_LOW;
        }
        // Told before the contacts of whoever is no representative any more are none of the organisation's.
        notices.organisation(hand.company(), Notice.undoable("member-role-changed"), visit.language());
        var next = members.become(member, role, hand.account()).orElseThrow();
        var details = Map.of(
                "member", next.toString(),
                "role", role.key(),
                "from", member.role().key());
        audit.record(new Act("member.role-changed", hand.actor(), hand.company(), visit.address(), details));
        if (member.person() != null) {
            // Without the address from which somebody else did it.
            audit.record(new Act("member.role-given", hand.actor(), member.person(), null, details));
            notices.person(member.person(), Notice.of("member-now-" + role.key()));
        }
        return Change.DONE;
    }

    @Transactional
    public Change accept(Account person, UUID id, Visit visit) {
        var member = invitation(person, id);
        if (member.isEmpty()) {
            return Change.NOT_THERE;
        }
        var company = member.get().company();
        members.hold(company);
        if (isLevelTooLow(person, member.get())) {
            return Change.LEVEL_TOO_LOW;
        }
        members.endLapsed(company);
        if (!members.join(
                member.get(), person.id(), settings.isNear(member.get().endsOn(), clock.instant()))) {
            // Perhaps by a second click on this very button, which finds it done.
            return actingFor(person.id(), id).isPresent()
                    ? Change.DONE
                    : invitation(person, id).isPresent() ? Change.ALREADY : Change.NOT_THERE;
        }
        var actor = "account:" + person.id();
        record("member.joined", actor, member.get(), visit);
        record("member.accepted", actor, person.id(), id, member.get().role(), visit);
        notices.organisation(company, Notice.of("member-joined"));
        notices.person(person.id(), Notice.undoable("member-accepted"), visit.language());
        return Change.DONE;
    }

    @Transactional
    public Change decline(Account person, UUID id, Visit visit) {
        var member = invitation(person, id);
        if (member.isEmpty() || !members.end(id, Over.DECLINED, person.id())) {
            return Change.NOT_THERE;
        }
        record("member.declined", "account:" + person.id(), member.get(), visit);
        notices.organisation(member.get().company(), Notice.of("member-declined"));
        return Change.DONE;
    }

    /** The person acts no more, by their own wish. */
    @Transactional
    public Change leave(UUID person, UUID id, Visit visit) {
        var member = actingFor(person, id);
        if (member.isEmpty()) {
            return Change.NOT_THERE;
        }
        members.hold(member.get().company());
        if (isLastRepresentative(member.get())) {
            return Change.LAST_REPRESENTATIVE;
        }
        if (!members.end(member.get().id(), Over.LEFT, person)) {
            return Change.NOT_THERE;
        }
        record("member.left", "account:" + person, member.get(), visit);
        notices.organisation(member.get().company(), Notice.of("member-left"));
        return Change.DONE;
    }

    /** The person begins to act: that is a use of the organisation's account, which nobody need sign in to any more. */
    @Transactional
    public Change begin(Account person, UUID id, Visit visit) {
        var member = actingFor(person.id(), id);
        if (member.isEmpty()
                || members.standing(id, member.get().company(), person.id()).isEmpty()) {
            return Change.NOT_THERE;
        }
        if (isLevelTooLow(person, member.get())) {
            return Change.LEVEL_TOO_LOW;
        }
        if (!idle.signedIn(member.get().company(), visit.language().tag())) {
            return Change.NOT_THERE;
        }
        var actor = "account:" + person.id();
        record("member.acting-begun", actor, member.get(), visit);
        record("member.acted", actor, person.id(), id, member.get().role(), visit);
        return Change.DONE;
    }

    /**
     * A representative takes the organisation's own sign-in back from whoever had it: its sessions, remembered devices,
     * passkeys and password are gone, codes go to the representative's phone, and what was asked for and waits is called
     * off.
     */
    @Transactional
    public Change takeOver(Hand hand, Visit visit) {
        var person = Optional.ofNullable(hand.person()).flatMap(accounts::find);
        if (hand.role() != Role.REPRESENTATIVE || person.isEmpty()) {
            return Change.NOT_GOVERNED;
        }
        var phone = person.get().phone();
        if (phone == null) {
            return Change.NO_PHONE;
        }
        members.hold(hand.company());
        if (!mayStill(hand)) {
            return Change.NOT_GOVERNED;
        }
        var before = accounts.find(hand.company()).orElseThrow();
        accounts.dropPassword(hand.company());
        contacts.cancel(hand.company(), hand.actor(), visit.address());
        closings.cancel(hand.company(), visit.address());
        if (!phone.equals(before.phone())) {
            accounts.reachAt(hand.company(), phone);
        }
        passkeys.removeAll(hand.company());
        sessions.endAll(hand.company());
        audit.record(new Act("member.taken-over", hand.actor(), hand.company(), visit.address(), Map.of()));
        notices.organisation(before, Notice.undoable("member-taken-over"), visit.language());
        return Change.DONE;
    }

    /** Whether nobody would be left who may do everything for the organisation, and stays. */
    boolean isLastRepresentative(Member member) {
        var now = clock.instant();
        return member.isRepresentativeAt(now)
                && members.of(member.company()).stream()
                        .filter(each -> each.isRepresentativeAt(now) && each.endsOn() == null)
                        .allMatch(each -> each.id().equals(member.id()));
    }

    boolean isLevelTooLow(Account person, Member member) {
        return isLevelTooLow(person, member.company(), member.role());
    }

    /** Whoever has not accepted shows it when they do. */
    private boolean isTooLittleKnown(Member member, Role role) {
        return member.person() != null
                && accounts.find(member.person())
                        .map(person -> isLevelTooLow(person, member.company(), role))
                        .orElse(true);
    }

    private boolean isLevelTooLow(Account person, UUID organisation, Role role) {
        return accounts.find(organisation)
                .map(company -> person.ial().compareTo(role.needed(company.ial())) < 0)
                .orElse(true);
    }

    /** Whether they say so still, now that nobody else changes anything: two may end, or lower, each other at once. */
    private boolean mayStill(Hand hand) {
        var person = hand.person();
        var member = hand.member();
        return person == null
                || member == null
                || members.standing(member, hand.company(), person)
                        .filter(hand.role()::equals)
                        .isPresent();
    }

    private Optional<Member> open(UUID company, UUID id) {
        return members.find(members.latest(id))
                .filter(each -> each.company().equals(company) && each.isOpenAt(clock.instant()));
    }

    Optional<Member> actingFor(UUID person, UUID id) {
        return members.find(id).filter(each -> person.equals(each.person()) && each.actsAt(clock.instant()));
    }

    Optional<Member> invitation(Account person, UUID id) {
        return person.subject() instanceof Citizen citizen
                ? members.waitingFor(person.id(), citizen.fullName(), id)
                : Optional.empty();
    }

    private void record(String action, String actor, Member member, Visit visit) {
        record(action, actor, member.company(), member.id(), member.role(), visit);
    }

    private void record(String action, String actor, UUID subject, UUID member, Role role, Visit visit) {
        audit.record(new Act(
                action, actor, subject, visit.address(), Map.of("member", member.toString(), "role", role.key())));
    }
}
