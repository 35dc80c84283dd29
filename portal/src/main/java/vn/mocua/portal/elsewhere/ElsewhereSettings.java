package vn.mocua.portal.elsewhere;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which systems are asked for accounts of the same people: {@code mocua.elsewhere.*}; the other limits of one are those of
 * the system outside that is called {@code scim-<name>}.
 *
 * @param deadline how long all of them together may take
 * @param systems by name
 */
@ConfigurationProperties("mocua.elsewhere")
record ElsewhereSettings(
        @DefaultValue("2s") Duration deadline, @DefaultValue Map<String, Directory> systems) {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    ElsewhereSettings {
        if (!deadline.isPositive() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("mocua.elsewhere.deadline is not within 0 and " + LONGEST);
        }
    }

    /**
     * One system.
     *
     * @param name as people read it, in Vietnamese
     * @param nameEn the same in English; the Vietnamese name when it is missing
     * @param url its SCIM base address, which ends before {@code /Users}
     * @param tokenUrl gives access tokens for client credentials
     * @param scope what the token is asked for
     * @param signInUrl the page where people sign in there, if it has one
     */
    record Directory(
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable URI url,
            @Nullable URI tokenUrl,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @DefaultValue("scim") String scope,
            @Nullable URI signInUrl) {

        @Override
        public String toString() {
            return "Directory[" + url + "]";
        }
    }
}
