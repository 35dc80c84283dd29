package vn.mocua.portal.registration.vneid;

import static vn.mocua.portal.identity.Strength.VOUCHED_FOR;
import static vn.mocua.portal.identity.SubjectKind.BUSINESS;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.federation.IdentityProviders;
import vn.mocua.portal.federation.IdentityProviders.Wish;
import vn.mocua.portal.federation.Means;
import vn.mocua.portal.federation.ReturnFromElsewhere;
import vn.mocua.portal.federation.SignInElsewhere;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.linked.LinkedProvider;
import vn.mocua.portal.linked.LinkedSignIns;
import vn.mocua.portal.login.SignInWay;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.ConfirmVouched;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;

/** Offered where VNeID has been set up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mocua.federation.vneid.issuer")
class Vneid {

    static final String KEY = "vneid";

    /** What VNeID asks of its clients, and the one level of authentication that it has. */
    private static final Wish WISH = new Wish("openid", Set.of("LoA1"));

    private static final Means<Registration> MEANS = new Means<>(
            known -> known.notes().getOrDefault(KEY, ""),
            (known, note) -> known.noting(KEY, note),
            Registration::isProven,
            Registration::unproven,
            Registration::kindWord);

    @Bean
    static RegistrationMethod vneidMethod(
            IdentityProviders providers,
            Accounts accounts,
            Documents documents,
            PhoneOtp phoneOtp,
            ChoosePassword password,
            @Value("${mocua.registration.age-floor:14}") int ageFloor) {
        var vneid = providers.named(KEY, WISH);
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN, BUSINESS)
                .yielding(VOUCHED_FOR)
                .steps(
                        new SignInElsewhere<>(vneid, MEANS),
                        new ReturnFromElsewhere<>(
                                vneid, MEANS, VneidAccount::of, new VneidJudge(accounts::keyOf, ageFloor)),
                        new ConfirmVouched("registration/vneid/confirm.jte", Vouched::shown, documents),
                        phoneOtp.step(),
                        password);
    }

    /** Whoever has an account at VNeID's level 2 may also sign in there; it has two factors of its own. */
    @Bean
    @Order(1)
    static LinkedProvider<VneidAccount> vneidLinked(IdentityProviders providers) {
        return new LinkedProvider<>(
                KEY, "VNeID", KEY, providers.named(KEY, WISH), VneidAccount::of, VneidJudge::heard, false);
    }

    @Bean
    @Order(3)
    static SignInWay vneidSignIn(LinkedProvider<VneidAccount> vneidLinked, LinkedSignIns signIns) {
        return signIns.by(vneidLinked);
    }
}
