package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;

/** What follows a right password: a code, unless the device is remembered; then the session. */
@Component
class SignInJourney implements JourneySource {

    private final Journey<SigningIn> journey;
    private final RememberedDevices devices;
    private final DeviceCookie deviceCookie;
    private final Sessions sessions;
    private final SignInNotices notices;
    private final Audit audit;

    SignInJourney(
            OneTimeCodes codes,
            RememberedDevices devices,
            DeviceCookie deviceCookie,
            Sessions sessions,
            SignInNotices notices,
            Audit audit) {
        this.devices = devices;
        this.deviceCookie = deviceCookie;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
        var means = new OtpStep.Means<SigningIn>(
                SigningIn::phone,
                known -> known.account().toString(),
                known -> new Whom(known.kind(), known.who()),
                SigningIn::transaction,
                SigningIn::former,
                SigningIn::sent,
                SigningIn::isSecondFactorGiven,
                SigningIn::answered);
        this.journey = new Journey<>(
                "/sign-in",
                "/sign-in",
                SigningIn.class,
                new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofMinutes(30)),
                List.of(new OtpStep<>(codes, Purpose.SIGN_IN, OtpStep.CodeAndDevice.class, means)),
                SigningIn::who,
                (known, visit) -> Optional.empty(),
                this::finish,
                this::leave);
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<SigningIn> journey() {
        return journey;
    }

    private Ending finish(SigningIn known, Visit visit) {
        var factor = known.knownDevice() ? "remembered-device" : "sms";
        audit.record(new Act(
                "account.signed-in",
                "account:" + known.account(),
                known.account(),
                visit.address(),
                Map.of("second-factor", factor)));
        return new Ending.Finished("/account", "");
    }

    /** First the notice: no session begins on a new device of which the owner is not told. */
    private void leave(
            SigningIn known,
            Ending.Finished ending,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!known.knownDevice() && !known.registeredHere()) {
            notices.newDevice(known.account(), visit);
        }
        if (known.rememberDevice()) {
            deviceCookie.write(devices.remember(known.account()), response);
        }
        sessions.begin(known.account(), known.who(), request, response);
    }
}
