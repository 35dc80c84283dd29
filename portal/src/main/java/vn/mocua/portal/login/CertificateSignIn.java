package vn.mocua.portal.login;

import java.util.stream.Stream;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;

/**
 * A way to sign in by a key, without id and password.
 *
 * @param key its name in addresses and words
 */
record CertificateSignIn(String key, Journey<ByCertificate> journey) implements JourneySource {

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }
}
