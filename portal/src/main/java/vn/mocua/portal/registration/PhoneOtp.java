package vn.mocua.portal.registration;

import vn.mocua.portal.journey.Step;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;

/** Makes sure that the person who registers holds the phone. */
public record PhoneOtp(OtpStep<Registration, OtpStep.Code> step) {

    /** In a journey that registers nobody, its messages say what they are for. */
    public static Step<Registration, ?> sayingItIsTo(Purpose purpose, Step<Registration, ?> step) {
        return step instanceof OtpStep<Registration, ?> code ? code.sayingItIsTo(purpose) : step;
    }
}
