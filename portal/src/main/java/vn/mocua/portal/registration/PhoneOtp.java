package vn.mocua.portal.registration;

import vn.mocua.portal.otp.OtpStep;

/** Makes sure that the person who registers holds the phone. */
public record PhoneOtp(OtpStep<Registration, OtpStep.Code> step) {}
