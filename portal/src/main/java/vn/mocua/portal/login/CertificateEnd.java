package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * What follows a signature of the right key: the session. The key is in the person's hand and its PIN in their head: two
 * factors, so that no code is asked; but the owner hears of a device that nobody remembers.
 */
@Component
class CertificateEnd {

    private final RememberedDevices devices;
    private final DeviceCookie deviceCookie;
    private final Sessions sessions;
    private final SignInNotices notices;
    private final Audit audit;

    CertificateEnd(
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
                this::leave);
    }

    private Ending finish(ByCertificate known, Visit visit) {
        var account = Objects.requireNonNull(known.account());
        audit.record(new Act(
                "account.signed-in", "account:" + account, account, visit.address(), Map.of("by", "certificate")));
        return new Ending.Finished("/account", "");
    }

    /** First the notice: no session begins on a new device of which the owner is not told. */
    private void leave(
            ByCertificate known,
            Ending.Finished ending,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        var account = Objects.requireNonNull(known.account());
        var remembered = deviceCookie
                .read(request)
                .filter(word -> devices.knows(account, word))
                .isPresent();
        if (!remembered) {
            notices.newDevice(account, visit);
        }
        sessions.begin(account, known.who(), request, response);
    }
}
