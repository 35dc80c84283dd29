package vn.mocua.portal.information;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people can go in person: {@code mocua.counters[0].name} and so on. A list that is configured replaces the
 * shipped one as a whole.
 */
@ConfigurationProperties("mocua")
public record Counters(@DefaultValue List<Counter> counters) {

    /**
     * One counter.
     *
     * @param hours when it is open, as people there say it
     * @param hoursEn the same in English; the Vietnamese is shown where it is missing
     */
    public record Counter(
            String name,
            String address,
            String phone,
            String hours,
            @Nullable String hoursEn) {}
}
