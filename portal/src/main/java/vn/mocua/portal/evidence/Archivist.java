package vn.mocua.portal.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import vn.mocua.portal.evidence.Worker.Reviewed;
import vn.mocua.portal.evidence.Worker.Unable;
import vn.mocua.portal.signing.ProofText;
import vn.mocua.portal.signing.Proofs;
import vn.mocua.portal.vault.SealBroken;

/** Has proofs archived and renewed when that is due, and looks at them again. */
@Component
class Archivist {

    private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);

    /** As many as are read into one answer of the database. */
    private static final int PAGE = 200;

    /** A proof that was looked at. */
    record Found(UUID proof, Reviewed reviewed) {}

    /** What one round did. */
    record Round(int archived, int failed) {}

    private final EvidenceSettings settings;
    private final @Nullable Path trust;
    private final @Nullable String timeStamps;
    private final Proofs proofs;
    private final Archives archives;
    private final ArchiveTurn turn;
    private final MeterRegistry meters;
    private final Clock clock;

    Archivist(
            EvidenceSettings settings,
            @Value("${mocua.signing.trust:#{null}}") @Nullable Path trust,
            @Value("${mocua.signing.time-stamp-url:#{null}}") @Nullable String timeStamps,
            Proofs proofs,
            Archives archives,
            ArchiveTurn turn,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.trust = trust;
        this.timeStamps = timeStamps;
        this.proofs = proofs;
        this.archives = archives;
        this.turn = turn;
        this.meters = meters;
        this.clock = clock;
    }

    boolean canReview() {
        return settings.worker() != null && trust != null;
    }

    /**
     * Archives what is not archived yet, and renews what is about to end. What could not be done is tried again in the
     * next round. Empty when somebody else is at it.
     */
    Optional<Round> archiveWhatIsDue() throws IOException {
        return settings.canArchive() && trust != null
                ? turn.take(() -> archiveWhatIsDue(trust))
                : Optional.of(new Round(0, 0));
    }

    private Round archiveWhatIsDue(Path trust) throws IOException {
        var missing = missing();
        var ending = archives.endingBefore(clock.instant().plus(settings.renewAhead()), PAGE);
        if (missing.isEmpty() && ending.isEmpty()) {
            return new Round(0, 0);
        }
        var failed = 0;
        try (var worker = Worker.start(settings, trust, timeStamps)) {
            for (var each : missing) {
                failed += done(each, () -> {
                            // One that went since, with its account, needs no archive.
                            var proof = proofs.find(each);
                            if (proof.isPresent()) {
                                archives.keep(each, worker.archive(ProofText.of(proof.get())));
                            }
                        })
                        ? 0
                        : 1;
            }
            for (var each : ending) {
                failed += done(
                                each,
                                () -> archives.keep(
                                        each, worker.renew(archives.of(each).orElseThrow())))
                        ? 0
                        : 1;
            }
        }
        return new Round(missing.size() + ending.size() - failed, failed);
    }

    private interface Work {
        void run() throws IOException, Unable;
    }

    private boolean done(UUID proof, Work work) throws IOException {
        try {
            work.run();
            meters.counter("mocua.evidence.archived", "outcome", "done").increment();
            return true;
        } catch (DataIntegrityViolationException e) {
            LOG.info("proof {} went while it was archived", proof);
            return true;
        } catch (Unable | SealBroken e) {
            LOG.warn("proof {} could not be archived: {}", proof, e.getMessage());
            meters.counter("mocua.evidence.archived", "outcome", "failed").increment();
            return false;
        }
    }

    private List<UUID> missing() {
        var missing = new ArrayList<UUID>();
        UUID last = null;
        while (missing.size() < PAGE) {
            var page = proofs.held(last, PAGE);
            missing.addAll(archives.missing(page));
            if (page.size() < PAGE) {
                break;
            }
            last = page.getLast();
        }
        return missing;
    }

    /** Every proof that an account rests on. */
    List<UUID> all() {
        var all = new ArrayList<UUID>();
        var page = proofs.held(null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = proofs.held(page.getLast(), PAGE);
        }
        return all;
    }

    /**
     * Looks at proofs again.
     *
     * @param at as of when; null: now
     */
    List<Found> review(List<UUID> ids, @Nullable Instant at) throws IOException, Unable {
        var found = new ArrayList<Found>();
        try (var worker = Worker.start(settings, java.util.Objects.requireNonNull(trust), timeStamps)) {
            for (var each : ids) {
                found.add(new Found(
                        each,
                        unlessChanged(() ->
                                worker.review(textOf(each), archives.of(each).orElse(null), at))));
            }
        }
        return found;
    }

    interface Look {
        Reviewed take() throws IOException, Unable;
    }

    /** One that was changed where it is stored is told as such, and keeps nobody from looking at the others. */
    static Reviewed unlessChanged(Look look) throws IOException, Unable {
        try {
            return look.take();
        } catch (SealBroken e) {
            return new Reviewed("SEAL_BROKEN", null, null);
        }
    }

    private byte[] textOf(UUID proof) {
        return ProofText.of(proofs.find(proof).orElseThrow(() -> new IllegalArgumentException("no proof " + proof)));
    }
}
