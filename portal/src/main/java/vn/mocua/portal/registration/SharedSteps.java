package vn.mocua.portal.registration;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;

/** Steps that several methods share. */
@Configuration(proxyBeanMethods = false)
class SharedSteps {

    @Bean
    static PhoneOtp registrationPhoneOtp(OneTimeCodes codes, Accounts accounts) {
        Function<Registration, String> person =
                known -> accounts.keyOf(known.subject().identifiers().getFirst());
        return new PhoneOtp(new OtpStep<>(
                codes,
                Purpose.REGISTER,
                OtpStep.Code.class,
                new OtpStep.Means<>(
                        known -> java.util.Objects.requireNonNull(known.phone()),
                        person,
                        known -> new Whom(
                                known.subject().identifiers().getFirst().kind(),
                                known.subject().masked()),
                        known -> transaction(known.notes().get(Registration.OTP), person.apply(known)),
                        known -> transaction(known.notes().get(Registration.FORMER_OTP), person.apply(known)),
                        (known, transaction) -> known.noting(Registration.OTP, transaction + " " + person.apply(known)),
                        Registration::isPhoneConfirmed,
                        (known, remember) -> known.withPhoneConfirmed())));
    }

    /** A message names the person for whom its code is; for nobody else is the code good. */
    private static @Nullable UUID transaction(@Nullable String note, String person) {
        var words = note == null ? new String[0] : note.split(" ");
        return words.length == 2 && words[1].equals(person) ? UUID.fromString(words[0]) : null;
    }
}
