package vn.mocua.portal.registration.socialinsurance;

import static vn.mocua.portal.identity.Strength.RECORD_MATCHED;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.RegistrationMethod;

/** Offered where the data-sharing axis has been set up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mocua.insurance.record-url")
class SocialInsurance {

    static final String KEY = "social-insurance";

    /** Threat T18, beside the limits of the id, the phone and the network, which all methods share. */
    static final String FAILURES = "match-failures-per-insurance-number";

    @Bean
    static RegistrationMethod socialInsuranceMethod(
            InsuranceDetails details, PhoneOtp phoneOtp, ChoosePassword password) {
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN)
                .yielding(RECORD_MATCHED)
                .steps(details, phoneOtp.step(), password);
    }

    @Bean
    static Limit matchFailuresPerInsuranceNumber() {
        return new Limit(FAILURES, Rate.of("5/1d"), 1, 20);
    }
}
