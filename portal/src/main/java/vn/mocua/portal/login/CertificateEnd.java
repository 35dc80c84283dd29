package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignedIn.How;

/**
 * What follows a signature of the right key: the session. The key is in the person's hand and its PIN in their head: two
 * factors, so that no code is asked; but the owner hears of a device that nobody remembers.
 */
@Component
class CertificateEnd {

    private final SignInEnd end;

    CertificateEnd(SignInEnd end) {
        this.end = end;
    }

    Journey<ByCertificate> of(String path, List<Step<ByCertificate, ?>> steps) {
        return new Journey<>(
                path,
                "/sign-in",
                ByCertificate.class,
                new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofMinutes(30)),
                steps,
                ByCertificate::who,
                (known, visit) -> Optional.empty(),
                this::finish,
                end.leaving(this::leave));
    }

    private Ending finish(ByCertificate known, Visit visit) {
        return end.finish(Objects.requireNonNull(known.account()), How.CERTIFICATE, known.since(), visit);
    }

    private void leave(
            ByCertificate known,
            Ending.Finished ending,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        end.leave(
                Objects.requireNonNull(known.account()),
                known.who(),
                How.CERTIFICATE,
                false,
                false,
                visit,
                request,
                response);
    }
}
