package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;

/** What follows a right password: a code, unless the device is remembered; then the session. */
@Component
class SignInJourney implements JourneySource {

    private final Journey<SigningIn> journey;
    private final SignInEnd end;
    private final Accounts accounts;

    SignInJourney(OneTimeCodes codes, SignInEnd end, Accounts accounts) {
        this.end = end;
        this.accounts = accounts;
        var means = new OtpStep.Means<SigningIn>(
                SigningIn::phone,
                known -> known.account().toString(),
                known -> new Whom(known.kind(), known.who(), known.account()),
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
                end.leaving(this::leave));
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<SigningIn> journey() {
        return journey;
    }

    /** A code that was answered at a phone which the account has left meanwhile is none of its owner's. */
    private Ending finish(SigningIn known, Visit visit) {
        var ending = end.finish(known.account(), how(known), known.since(), visit);
        return ending instanceof Ending.Finished
                        && !known.knownDevice()
                        && !accounts.isReachedAt(known.account(), known.phone())
                ? new Ending.Refused(SignInEnd.OVERTAKEN)
                : ending;
    }

    private void leave(
            SigningIn known,
            Ending.Finished ending,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        end.leave(
                known.account(),
                known.who(),
                how(known),
                known.registeredHere(),
                known.rememberDevice(),
                visit,
                request,
                response);
    }

    private static How how(SigningIn known) {
        return known.knownDevice() ? How.PASSWORD_ON_REMEMBERED_DEVICE : How.PASSWORD_AND_CODE;
    }
}
