package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Journeys;

/** A way to sign in by a key. */
record CertificateSignIn(String key, Journey<ByCertificate> journey, Generations generations) implements SignInWay {

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    @Override
    public void begin(
            Journeys journeys, @Nullable String device, HttpServletRequest request, HttpServletResponse response) {
        journeys.begin(journey, ByCertificate.since(generations.latest()), request, response);
    }
}
