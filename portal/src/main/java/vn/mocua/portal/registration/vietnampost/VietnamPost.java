package vn.mocua.portal.registration.vietnampost;

import static vn.mocua.portal.identity.Ial.IAL2;
import static vn.mocua.portal.identity.Strength.VOUCHED_FOR;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
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

/** Offered where PostID has been set up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mocua.federation.postid.issuer")
class VietnamPost {

    static final String KEY = "vietnam-post";

    /** The provider, and the source that evidence names. */
    static final String POSTID = "postid";

    private static final Wish WISH = new Wish("openid profile email phone address identity", Set.of());

    private static final Means<Registration> MEANS = new Means<>(
            known -> known.notes().getOrDefault(KEY, ""),
            (known, note) -> known.noting(KEY, note),
            Registration::isProven,
            Registration::unproven,
            Registration::kindWord);

    @Bean
    static RegistrationMethod vietnamPostMethod(
            IdentityProviders providers,
            Documents documents,
            PhoneOtp phoneOtp,
            ChoosePassword password,
            @Value("${mocua.registration.age-floor:14}") int ageFloor) {
        var postId = providers.named(POSTID, WISH);
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN)
                .yielding(VOUCHED_FOR)
                .cappedAt(IAL2)
                .steps(
                        new SignInElsewhere<>(postId, MEANS),
                        new ReturnFromElsewhere<>(postId, MEANS, PostIdWord::of, new PostIdJudge(ageFloor)),
                        new ConfirmVouched("registration/vietnampost/confirm.jte", CheckedNotes::shown, documents),
                        phoneOtp.step(),
                        password);
    }

    /** Whoever has a PostID account that a clerk has checked may also sign in there, and answers a code besides. */
    @Bean
    @Order(2)
    static LinkedProvider<PostIdWord> postIdLinked(IdentityProviders providers) {
        return new LinkedProvider<>(
                KEY, "PostID", POSTID, providers.named(POSTID, WISH), PostIdWord::of, PostIdJudge::heard, true);
    }

    @Bean
    @Order(4)
    static SignInWay postIdSignIn(LinkedProvider<PostIdWord> postIdLinked, LinkedSignIns signIns) {
        return signIns.by(postIdLinked);
    }
}
