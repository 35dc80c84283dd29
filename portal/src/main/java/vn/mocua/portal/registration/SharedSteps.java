package vn.mocua.portal.registration;

import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;

/** Steps that several methods share. */
@Configuration(proxyBeanMethods = false)
class SharedSteps {

    @Bean
    static PhoneOtp registrationPhoneOtp(OneTimeCodes codes, Accounts accounts) {
        return new PhoneOtp(new OtpStep<>(
                codes,
                Purpose.REGISTER,
                new OtpStep.Means<>(
                        known -> java.util.Objects.requireNonNull(known.phone()),
                        known -> accounts.keyOf(known.subject().identifiers().getFirst()),
                        RegistrationJourneys::shortly,
                        known -> known.notes().containsKey(Registration.OTP)
                                ? UUID.fromString(known.notes().get(Registration.OTP))
                                : null,
                        (known, transaction) -> known.noting(Registration.OTP, transaction.toString()),
                        Registration::isPhoneConfirmed,
                        (known, remember) -> known.withPhoneConfirmed(),
                        false)));
    }
}
