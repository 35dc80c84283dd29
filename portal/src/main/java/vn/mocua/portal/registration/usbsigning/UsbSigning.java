package vn.mocua.portal.registration.usbsigning;

import static vn.mocua.portal.identity.Strength.KEY_PROVEN;
import static vn.mocua.portal.identity.SubjectKind.AGENCY;
import static vn.mocua.portal.identity.SubjectKind.BUSINESS;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.TokenMeans;
import vn.mocua.portal.signing.Tokens;
import vn.mocua.portal.signing.UseToken;

/** Offered where the authorities that are trusted have been set up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mocua.signing.trust")
class UsbSigning {

    static final String KEY = "usb-signing";

    /** A note: which challenge was given out. */
    private static final String CHALLENGE = "usb-challenge";

    @Bean
    static RegistrationMethod usbSigningMethod(
            Tokens tokens, Accounts accounts, Documents documents, PhoneOtp phoneOtp) {
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN, BUSINESS, AGENCY)
                .yielding(KEY_PROVEN)
                .steps(
                        new UseToken<>(tokens, means(new TokenJudge(accounts))),
                        new ConfirmCertificate(documents),
                        phoneOtp.step());
    }

    private static TokenMeans<Registration> means(TokenJudge judge) {
        return new TokenMeans<>(
                known -> known.raises() == null ? Purpose.REGISTER : Purpose.ADD,
                Registration::kind,
                known -> known.notes().getOrDefault(CHALLENGE, ""),
                (known, challenge) -> known.noting(CHALLENGE, challenge),
                ReadCertificate::isIn,
                known -> ReadCertificate.forgottenIn(known.unproven()),
                judge);
    }
}
