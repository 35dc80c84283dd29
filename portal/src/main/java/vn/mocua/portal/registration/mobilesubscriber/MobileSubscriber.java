package vn.mocua.portal.registration.mobilesubscriber;

import static vn.mocua.portal.identity.Strength.RECORD_MATCHED;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.RegistrationMethod;

@Configuration(proxyBeanMethods = false)
class MobileSubscriber {

    static final String KEY = "mobile-subscriber";

    @Bean
    static RegistrationMethod mobileSubscriberMethod(
            SubscriberDetails details, PhoneOtp phoneOtp, ChoosePassword password) {
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN)
                .yielding(RECORD_MATCHED)
                .steps(details, phoneOtp.step(), password);
    }
}
