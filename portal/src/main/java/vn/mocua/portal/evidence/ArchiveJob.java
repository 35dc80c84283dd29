package vn.mocua.portal.evidence;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.mocua.portal.command.WhileServing;

/** Archives proofs soon after they were made, while the authorities still answer for them. */
@Component
@WhileServing
class ArchiveJob {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveJob.class);

    private final Archivist archivist;

    ArchiveJob(Archivist archivist) {
        this.archivist = archivist;
    }

    @Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT2M")
    void run() {
        try {
            archivist
                    .archiveWhatIsDue()
                    .filter(round -> round.archived() > 0)
                    .ifPresent(round -> LOG.info("{} proofs archived", round.archived()));
        } catch (IOException e) {
            LOG.error("proofs are not archived: {}", e.getMessage());
        }
    }
}
