package vn.mocua.portal.member;

import java.time.Clock;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** What an organisation and its people hear of who acts for it. */
@Component
class MemberNotices {

    private final Members members;
    private final Accounts accounts;
    private final OwnerNotices notices;
    private final Clock clock;

    MemberNotices(Members members, Accounts accounts, OwnerNotices notices, Clock clock) {
        this.members = members;
        this.accounts = accounts;
        this.notices = notices;
        this.clock = clock;
    }

    /** While their page is not the one that is open: each in the language in which they signed in last. */
    void organisation(UUID company, Notice notice) {
        organisation(company, notice, notices.languageOf(company));
    }

    /**
     * As {@link #organisation(UUID, Notice)}.
     *
     * @param person null for somebody who has not accepted, and whom nobody knows here
     */
    void person(@Nullable UUID person, Notice notice) {
        if (person != null) {
            person(person, notice, notices.languageOf(person));
        }
    }

    void organisation(UUID company, Notice notice, Language language) {
        accounts.find(company).ifPresent(account -> organisation(account, notice, language));
    }

    /** At the organisation's own contacts and at every representative's: one of them may be the thief's by now. */
    void organisation(Account company, Notice notice, Language language) {
        var phones = new ArrayList<PhoneNumber>();
        var mails = new ArrayList<EmailAddress>();
        var now = clock.instant();
        members.of(company.id()).stream()
                .filter(each -> each.isRepresentativeAt(now))
                .flatMap(each -> Stream.ofNullable(each.person()))
                .flatMap(person -> accounts.find(person).stream())
                .forEach(person -> {
                    if (person.phone() != null) {
                        phones.add(person.phone());
                    }
                    if (person.email() != null && person.emailConfirmedAt() != null) {
                        mails.add(person.email());
                    }
                });
        notices.tell(company, language, notice, phones, mails);
    }

    void person(UUID person, Notice notice, Language language) {
        accounts.find(person).ifPresent(account -> notices.tell(account, language, notice));
    }
}
