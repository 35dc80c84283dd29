package vn.mocua.portal.signing.sim;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs SIMs that sign, and how they are asked: {@code mocua.signing.sim.*}; time limits of one are those of the
 * system outside that is called {@code sim-<name>}.
 *
 * @param life how long a person may take on the phone
 * @param providers by name
 */
@ConfigurationProperties("mocua.signing.sim")
record SimSettings(
        @DefaultValue("2m") Duration life, @DefaultValue Map<String, Provider> providers) {

    /** The wires. */
    enum Protocol {
        ETSI,
        CSC,
        SMARTCA
    }

    /**
     * One provider; what its wire does not have is not looked at.
     *
     * @param url where its services begin
     * @param prefixes of numbers that are its own, from the leading 0
     * @param pollEvery how often one prompt is asked about
     * @param atOnce questions under way at one node
     * @param dialect {@code standard}, or for CSC {@code v1} as Viettel speaks it
     * @param messagingMode of ETSI: {@code asynchClientServer} or {@code synch}
     * @param successes status values of ETSI under which there is a signature
     * @param registrationSuccesses the same of its certificates
     * @param signatureProfile of ETSI
     * @param codeBySim whether the SIM puts the verification code into the text by itself
     * @param userId what a number is called there, with <code>{0}</code> for +84…, <code>{1}</code> for 0…
     * @param operationMode of CSC: {@code S}, or {@code A} where the signature itself is asked for again
     * @param profileId of the v1 dialect
     */
    record Provider(
            Protocol protocol,
            URI url,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @DefaultValue Set<String> prefixes,
            @DefaultValue("3s") Duration pollEvery,
            @DefaultValue("24") int atOnce,
            @DefaultValue("standard") String dialect,
            @DefaultValue("asynchClientServer") String messagingMode,
            @DefaultValue({"500", "502"}) Set<Integer> successes,
            @DefaultValue({"100", "408", "500"}) Set<Integer> registrationSuccesses,

            @DefaultValue("http://mobile-id.vn/digitalSignature")
            String signatureProfile,

            @Nullable Boolean codeBySim,
            @DefaultValue("{0}") String userId,
            @DefaultValue("S") String operationMode,
            @DefaultValue("adss:ras:profile:001") String profileId) {

        Provider {
            if (pollEvery.compareTo(Duration.ofSeconds(1)) < 0 || atOnce < 1 || atOnce > 1000) {
                throw new IllegalArgumentException("mocua.signing.sim: poll-every is 1s or more, at-once 1 to 1000");
            }
        }

        @Override
        public String toString() {
            return "Provider[" + protocol + " " + url + "]";
        }
    }

    SimSettings {
        if (life.compareTo(Duration.ofSeconds(30)) < 0 || life.compareTo(Duration.ofMinutes(4)) > 0) {
            throw new IllegalArgumentException("mocua.signing.sim.life is 30s to 4m: a challenge lives five minutes");
        }
    }
}
