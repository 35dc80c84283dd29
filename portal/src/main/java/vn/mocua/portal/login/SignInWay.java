package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Journeys;

/**
 * A way to sign in without id and password. A room that has one declares it as a bean; the sign-in page finds it by
 * that. The word on its button stands under {@code login.by.<key>}.
 */
public interface SignInWay extends JourneySource {

    /** Its name in addresses and words, in kebab-case. */
    String key();

    /**
     * Begins it.
     *
     * @param device the word by which this browser would be remembered; null when it has none
     */
    void begin(Journeys journeys, @Nullable String device, HttpServletRequest request, HttpServletResponse response);
}
