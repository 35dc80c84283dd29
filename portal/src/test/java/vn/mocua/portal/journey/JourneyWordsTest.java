package vn.mocua.portal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Wordings;

/** What every journey says of itself is said of what it is: nobody who changes a phone reads of a registration. */
class JourneyWordsTest {

    private static final List<String> SAID = List.of(
            "journey.mixed.title",
            "journey.mixed.continue",
            "journey.expired.title",
            "journey.expired.happened",
            "journey.expired.why");

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void eachKindOfJourneyHasWordsOfItsOwnInBothLanguages() {
        var homes = portal.context().getBeansOfType(JourneySource.class).values().stream()
                .flatMap(JourneySource::journeys)
                .map(Journey::home)
                .collect(Collectors.toSet());
        assertThat(homes).contains("/register", "/sign-in", "/account/phone", "/account/email", "/account/linked");
        var words = Wordings.builtIn();
        for (var home : homes) {
            for (var language : Language.values()) {
                assertThat(words.find(language, "journey.exit." + home.substring(1) + ".words"))
                        .as("the way out of a refusal at " + home + " in " + language)
                        .isPresent();
            }
        }
        homes.remove("/register");
        for (var home : homes) {
            for (var key : SAID) {
                for (var language : Language.values()) {
                    assertThat(words.find(language, key + "." + home.substring(1)))
                            .as(key + " of " + home + " in " + language)
                            .isPresent();
                }
            }
        }
    }
}
