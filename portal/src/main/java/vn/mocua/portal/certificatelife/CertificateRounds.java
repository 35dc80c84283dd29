package vn.mocua.portal.certificatelife;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.account.CertificateStandings.Watched;
import vn.mocua.portal.certificatelife.CertificateLife.Found;
import vn.mocua.portal.command.WhileServing;
import vn.mocua.portal.signing.CertificateCheck;
import vn.mocua.portal.signing.Proofs;
import vn.mocua.portal.signing.Verdict;

/**
 * Looks at each certificate of an account once a day, by the very checks that it stood when it signed. Any number of nodes
 * take those that are due, a few at a time; an authority's silence changes nothing.
 */
@Component
@WhileServing
class CertificateRounds {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateRounds.class);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NIGHT = LocalTime.of(21, 0);

    /** Fewer than places at one authority's responder, so that people who sign in find some. */
    private static final int AT_ONCE = 8;

    private static final Duration LEASE = Duration.ofMinutes(10);

    private final CertificateStandings standings;
    private final CertificateLife life;
    private final CertificateCheck check;
    private final Proofs proofs;
    private final CertificateLifeSettings settings;
    private final Clock clock;

    CertificateRounds(
            CertificateStandings standings,
            CertificateLife life,
            CertificateCheck check,
            Proofs proofs,
            CertificateLifeSettings settings,
            Clock clock) {
        this.standings = standings;
        this.life = life;
        this.check = check;
        this.proofs = proofs;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT90S")
    void look() {
        try {
            List<Watched> due;
            do {
                due = standings.claim(AT_ONCE, LEASE);
                lookAt(due);
            } while (due.size() == AT_ONCE);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("no look at certificates: {}", e.getClass().getSimpleName());
        }
    }

    private void lookAt(List<Watched> due) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(each -> threads.execute(() -> {
                try {
                    lookAt(each);
                } catch (RuntimeException e) {
                    // One that can not be looked at must not keep the others from it; it is due again after the lease.
                    LOG.warn(
                            "no look at certificate {}: {}",
                            each.id(),
                            e.getClass().getSimpleName());
                }
            }));
        }
    }

    private void lookAt(Watched certificate) {
        var now = clock.instant();
        if (now.isAfter(certificate.validTo())) {
            life.expire(certificate);
            return;
        }
        var found = look(certificate);
        if (found == Found.UNCLEAR) {
            LOG.warn("certificate {} can not be told to be good or not", certificate.id());
        }
        var next = now.plus(found.isAnswer() ? settings.lookEvery() : settings.lookAgain());
        next = earlier(next, certificate.validTo().plusSeconds(1));
        if (found != Found.REVOKED && isEnding(certificate, now)) {
            if (isNight(now)) {
                next = earlier(next, morningAfter(now));
            } else {
                warn(certificate, now);
            }
        }
        standings.lookAgain(certificate.id(), next, found.isAnswer());
    }

    private Found look(Watched certificate) {
        if (!check.isReady()) {
            return Found.SILENT;
        }
        return verdictOn(certificate)
                .map(verdict -> life.follow(certificate, verdict))
                .orElseGet(() -> life.count(Found.UNCLEAR));
    }

    /** Outside any transaction. Empty when what it proved does not hold the certificate. */
    private Optional<Verdict> verdictOn(Watched certificate) {
        return standings
                .proofOf(certificate)
                .flatMap(proofs::find)
                .map(proof -> check.check(proof.certificate(), null));
    }

    private boolean isEnding(Watched certificate, Instant now) {
        return !now.isBefore(certificate.validTo().minus(settings.warnAhead()));
    }

    /** The first word is enough until the time of the last one comes. */
    private void warn(Watched certificate, Instant now) {
        var last = certificate.validTo().minus(settings.warnLast());
        life.warn(certificate, now.isBefore(last) ? null : last);
    }

    private static boolean isNight(Instant now) {
        var time = now.atZone(VIETNAM).toLocalTime();
        return time.isBefore(MORNING) || !time.isBefore(NIGHT);
    }

    private static Instant morningAfter(Instant now) {
        var here = now.atZone(VIETNAM);
        var today = here.with(MORNING);
        return (today.isAfter(here) ? today : today.plusDays(1)).toInstant();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
