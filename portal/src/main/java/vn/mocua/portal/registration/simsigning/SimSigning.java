package vn.mocua.portal.registration.simsigning;

import static vn.mocua.portal.identity.Strength.KEY_PROVEN;
import static vn.mocua.portal.identity.SubjectKind.BUSINESS;
import static vn.mocua.portal.identity.SubjectKind.CITIZEN;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.sim.AskPhone;
import vn.mocua.portal.signing.sim.AwaitSignature;
import vn.mocua.portal.signing.sim.SimMeans;
import vn.mocua.portal.signing.sim.SimPrompts;
import vn.mocua.portal.signing.sim.WhereSimsSign;

/** Offered where somebody who runs signing SIMs, and the authorities that are trusted, have been set up. */
@Configuration(proxyBeanMethods = false)
@Conditional(WhereSimsSign.class)
class SimSigning {

    static final String KEY = "sim-signing";

    /** A note: which prompt is under way. */
    private static final String PROMPT = "sim-prompt";

    @Bean
    static RegistrationMethod simSigningMethod(SimPrompts prompts, Documents documents) {
        var means = means(documents);
        return RegistrationMethod.at(KEY)
                .openTo(CITIZEN, BUSINESS)
                .yielding(KEY_PROVEN)
                .steps(
                        new AskPhone<>(prompts, AskPhone.NumberAndConsent.class, means),
                        new AwaitSignature<>(prompts, means),
                        new ConfirmSigner());
    }

    private static SimMeans<Registration> means(Documents documents) {
        return new SimMeans<>(
                known -> known.raises() == null ? Purpose.REGISTER : Purpose.ADD,
                Registration::kind,
                known -> known.notes().getOrDefault(PROMPT, ""),
                (known, prompt) -> known.noting(PROMPT, prompt),
                Registration::isProven,
                known -> ConfirmSigner.unconfirmed(ReadSigner.forgottenIn(known.unproven())),
                known -> known.consenting(documents.agreed()),
                new SimJudge());
    }
}
