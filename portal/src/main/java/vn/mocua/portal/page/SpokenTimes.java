package vn.mocua.portal.page;

import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How long things last of which words speak as {@code [[name]]}: each by the setting that those obey who mind it, so that no
 * message promises what does not hold.
 */
@Component
class SpokenTimes {

    private final Map<String, Duration> all;

    SpokenTimes(
            @Value("${mocua.notice.answerable:10d}") Duration notMe,
            @Value("${mocua.recovery.longer-delay:168h}") Duration longer,
            @Value("${mocua.recovery.life:30d}") Duration reset,
            @Value("${mocua.otp.life:5m}") Duration code,
            @Value("${mocua.session.in-all:12h}") Duration session,
            @Value("${mocua.session.remembered:30d}") Duration device) {
        this.all = Map.of(
                "not-me", notMe,
                "longer", longer,
                "reset", reset,
                "code", code,
                "session", session,
                "device", device);
    }

    Map<String, Duration> all() {
        return all;
    }
}
