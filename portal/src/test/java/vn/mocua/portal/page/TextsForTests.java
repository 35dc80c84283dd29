package vn.mocua.portal.page;

import java.time.Duration;

/** The words that the portal brings along, for tests that start no portal. */
public final class TextsForTests {

    private TextsForTests() {}

    public static Texts texts() {
        var day = Duration.ofDays(1);
        var times = new SpokenTimes(
                day.multipliedBy(10),
                day.multipliedBy(7),
                day.multipliedBy(30),
                Duration.ofMinutes(5),
                Duration.ofHours(12),
                day.multipliedBy(30));
        return new MessageFiles(Wordings.builtIn().lasting(times.all()), new Assets(), "0.1.0");
    }
}
