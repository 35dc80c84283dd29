package vn.mocua.portal.linked;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.login.SignInWay;

/** Signing in at one linked provider. */
record LinkedSignIn(String key, Journey<Arriving> journey, Generations generations) implements SignInWay {

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    @Override
    public void begin(
            Journeys journeys, @Nullable String device, HttpServletRequest request, HttpServletResponse response) {
        journeys.begin(journey, Arriving.from(device, generations.latest()), request, response);
    }
}
