package vn.mocua.sandbox.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.town.Subscriber;

/** CAMARA SIM Swap: "when did the last SIM swap occur", "has one occurred during the last n hours". */
record SimSwap(Clock clock) {

    private static final int DEFAULT_HOURS = 240;
    private static final int MOST_HOURS = 2400;
    /** Nobody else's SIM was ever changed; they were all first put in on this day. */
    private static final Instant ACTIVATED = Instant.parse("2021-03-15T02:30:00Z");

    Operator.Operation check() {
        return new Operator.Operation() {
            @Override
            public Set<String> scopes() {
                return Set.of("sim-swap:check", "sim-swap");
            }

            @Override
            public Set<String> properties() {
                return Set.of("phoneNumber", "maxAge");
            }

            @Override
            public void check(JsonNode body) throws Refused {
                hours(body);
            }

            @Override
            public Map<String, Object> answer(JsonNode body, Subscriber subscriber) throws Refused {
                var since = clock.instant().minus(Duration.ofHours(hours(body)));
                return Map.of("swapped", !changed(subscriber).isBefore(since));
            }
        };
    }

    Operator.Operation retrieveDate() {
        return new Operator.Operation() {
            @Override
            public Set<String> scopes() {
                return Set.of("sim-swap:retrieve-date", "sim-swap");
            }

            @Override
            public Set<String> properties() {
                return Set.of("phoneNumber");
            }

            @Override
            public void check(JsonNode body) {}

            /** "If no swap has been performed … the API will return the SIM activation date." */
            @Override
            public Map<String, Object> answer(JsonNode body, Subscriber subscriber) {
                return Map.of(
                        "latestSimChange",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                changed(subscriber).atOffset(ZoneOffset.ofHours(7))));
            }
        };
    }

    private Instant changed(Subscriber subscriber) {
        var hours = subscriber.simChangedHoursAgo();
        return hours == null ? ACTIVATED : clock.instant().minus(Duration.ofHours(hours));
    }

    private static int hours(JsonNode body) throws Refused {
        var maxAge = body.path("maxAge");
        if (maxAge.isMissingNode()) {
            return DEFAULT_HOURS;
        }
        if (!maxAge.isInt()) {
            throw Refused.invalidArgument("maxAge is not a number of hours.");
        }
        if (maxAge.asInt() < 1 || maxAge.asInt() > MOST_HOURS) {
            throw new Refused(400, "OUT_OF_RANGE", "Client specified an invalid range.");
        }
        return maxAge.asInt();
    }
}
