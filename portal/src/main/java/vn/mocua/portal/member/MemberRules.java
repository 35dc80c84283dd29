package vn.mocua.portal.member;

import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.vault.SealedColumn;

/** What of a member is sealed, how often people may be invited, and where each side minds it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MemberSettings.class)
class MemberRules {

    static final String INVITATIONS = "member-invitations";
    static final String NOTICES = "member-invitation-notices";
    static final String CHANGES = "member-changes";

    @Bean
    static SealedColumn memberInvited() {
        return SealedColumn.of("member", "id", "invited");
    }

    /** An organisation names its people, and does not try numbers out or write to strangers. */
    @Bean
    static Limit memberInvitations() {
        return new Limit(INVITATIONS, Rate.of("20/1d"), 1, 1_000);
    }

    /** Nobody is bombed by invitations. */
    @Bean
    static Limit memberInvitationNotices() {
        return new Limit(NOTICES, Rate.of("3/1d"), 1, 20);
    }

    /** Nor by changes of their role and their last day, of each of which they hear. */
    @Bean
    static Limit memberChanges() {
        return new Limit(CHANGES, Rate.of("10/1d"), 1, 50);
    }

    @Bean
    static AccountPage peoplePage() {
        return new AccountPage("people", PeopleController.HOME, 10, Set.of(SubjectKind.BUSINESS, SubjectKind.AGENCY));
    }

    @Bean
    static AccountPage companiesPage() {
        return new AccountPage("companies", CompaniesController.HOME, 60, Set.of(SubjectKind.CITIZEN));
    }
}
