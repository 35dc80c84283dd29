package vn.mocua.portal.journey;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.WrittenPaper;

/** docs/journeys.md shows the journeys of a running portal. */
class JourneysDocTest {

    @Test
    void thePaperShowsEveryJourneyWithItsPagesInTheirOrder() throws IOException {
        var journeys = RunningPortal.shared().context().getBeansOfType(JourneySource.class).values().stream()
                .flatMap(JourneySource::journeys)
                .sorted(Comparator.comparing(Journey::path))
                .map(JourneysDocTest::chapter)
                .collect(Collectors.joining("\n"));

        new WrittenPaper("journeys.md").says("""
            # Journeys

            Written by `JourneysDocTest` from a running portal; do not edit.

            A page stands at `<path>/<page>`; `POST <path>/<page>/again` does once more what arriving there did (sends
            another code). `POST <path>/resume` goes on with a journey after the browser was closed, `POST <path>/restart`
            leaves it. Every form carries `_csrf`, `draft` and `version` as hidden inputs; with a captcha also `captcha`
            and `captchaToken`. A star marks what must be answered.

            %s\
            """.formatted(journeys));
    }

    private static String chapter(Journey<?> journey) {
        var rows = new ArrayList<String>();
        for (var step : journey.steps()) {
            rows.add("| %d | `%s` | %s | %s | %s | %s |"
                    .formatted(
                            rows.size() + 1,
                            step.key(),
                            inputs(step),
                            step.forHumansOnly() ? "yes" : "no",
                            step.canBeRepeated() ? "yes" : "no",
                            step.raisesPrivilege() ? "yes" : "no"));
        }
        return """
            ## `%s`

            Begins at `%s`. Lives %s from the last answer, %s in all.

            | | page | asks | captcha | can be answered again | renews the cookie |
            |---|---|---|---|---|---|
            %s
            """.formatted(
                        journey.path(),
                        journey.home(),
                        minutes(journey.lifetime().idle()),
                        minutes(journey.lifetime().inAll()),
                        String.join("\n", rows));
    }

    private static String inputs(Step<?, ?> step) {
        List<FormReader.Input> inputs =
                FormReader.of(step.form().asSubclass(Record.class)).inputs();
        return inputs.stream()
                .map(input -> "`" + input.name() + "`" + (input.required() ? " *" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() + " minutes";
    }
}
