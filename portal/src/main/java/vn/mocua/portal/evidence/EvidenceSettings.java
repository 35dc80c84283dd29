package vn.mocua.portal.evidence;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the worker is and seals with: {@code mocua.evidence.*}.
 *
 * @param worker the worker's jar; without it proofs are kept, and neither archived nor looked at again
 * @param seal PKCS#12 file with the key and certificate of the organisation that runs the portal
 * @param sealPasswordFile file that holds its password
 * @param renewAhead how long before a time stamp's certificate ends another one is set
 */
@ConfigurationProperties("mocua.evidence")
record EvidenceSettings(
        @Nullable Path worker,
        @Nullable Path seal,
        @Nullable Path sealPasswordFile,
        @DefaultValue("365d") Duration renewAhead) {

    boolean canArchive() {
        return worker != null && seal != null;
    }
}
