package vn.mocua.portal.signing.sim;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.signing.CertificateCheck;
import vn.mocua.portal.signing.Challenge;
import vn.mocua.portal.signing.Challenges;
import vn.mocua.portal.signing.Flaw;
import vn.mocua.portal.signing.SignedAnswers;
import vn.mocua.portal.signing.SignedAnswers.Answer;
import vn.mocua.portal.signing.ToSign;
import vn.mocua.portal.signing.Verdict;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.MobileSigning.Credential;
import vn.mocua.portal.signing.sim.MobileSigning.Holding;
import vn.mocua.portal.signing.sim.MobileSigning.Prompt;
import vn.mocua.portal.signing.sim.MobileSigning.Status;
import vn.mocua.portal.signing.sim.SimTransaction.Kept;
import vn.mocua.portal.signing.sim.SimTransaction.Proven;
import vn.mocua.portal.signing.sim.SimTransaction.State;
import vn.mocua.portal.signing.sim.SimTransaction.Under;

/**
 * The one job that asks the providers. Whoever waits has no thread: every second each node takes the rows that are due
 * and free, asks about a few at once, and writes what came into them. One provider's silence holds up no other's rows.
 */
@Component
class SimRounds {

    private static final Logger LOG = LoggerFactory.getLogger(SimRounds.class);

    /** How long it is tried to begin while a provider does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration SOON = Duration.ofSeconds(2);

    /** The longest pause after a question about a prompt that got no answer, or one that made no sense. */
    private static final Duration SELDOM = Duration.ofSeconds(20);

    /** How the fault of a certificate begins, as rows write it. */
    static final String FLAW = "flaw-";

    /** How long the authority may take to say whether a certificate is good, beyond the person's time. */
    static final Duration CHECKING = Duration.ofMinutes(1);

    private final SimTransactions transactions;
    private final SimProviders providers;
    private final Challenges challenges;
    private final SignedAnswers answers;
    private final CertificateCheck certificates;
    private final Outside outside;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<SimProvider, Round> rounds = new ConcurrentHashMap<>();

    SimRounds(
            SimTransactions transactions,
            SimProviders providers,
            Challenges challenges,
            SignedAnswers answers,
            CertificateCheck certificates,
            Outside outside,
            Clock clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.providers = providers;
        this.challenges = challenges;
        this.answers = answers;
        this.certificates = certificates;
        this.outside = outside;
        this.clock = clock;
        this.meters = meters;
    }

    /** A node's places at one provider, and whether somebody is handing them out. */
    private record Round(Semaphore places, AtomicBoolean running) {}

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void look() {
        providers.all().forEach(this::soon);
    }

    /** Looks at a provider's rows now, on a thread of its own that ends when none is due. */
    void soon(SimProvider provider) {
        var round = rounds.computeIfAbsent(
                provider,
                each -> new Round(new Semaphore(providers.settingsOf(each).atOnce()), new AtomicBoolean()));
        if (round.running().compareAndSet(false, true)) {
            Thread.ofVirtual().name("sim-round-" + provider.name()).start(() -> {
                try {
                    handOut(provider, round.places());
                } catch (DataAccessException | TransactionException e) {
                    LOG.warn(
                            "no look at prompts of {}: {}",
                            provider.name(),
                            e.getClass().getSimpleName());
                } finally {
                    round.running().set(false);
                }
            });
        }
    }

    private void handOut(SimProvider provider, Semaphore places) {
        var pollEvery = providers.settingsOf(provider).pollEvery();
        int taken;
        do {
            taken = Math.max(1, places.availablePermits());
            places.acquireUninterruptibly(taken);
            List<SimTransaction> due = List.of();
            try {
                due = transactions.claim(provider, taken, pollEvery);
            } finally {
                places.release(taken - due.size());
            }
            due.forEach(each -> Thread.ofVirtual().name("sim-" + each.id()).start(() -> {
                try {
                    handle(each);
                } finally {
                    places.release();
                }
            }));
            if (due.size() < taken) {
                return;
            }
        } while (true);
    }

    private void handle(SimTransaction transaction) {
        try {
            switch (transaction.state()) {
                case ASKED -> begin(transaction);
                case STARTING -> fail(transaction, Code.PROVIDER_DOWN, "lost");
                case WAITING -> ask(transaction);
                case SILENT -> transactions.end(transaction, State.FAILED, transaction.fault());
                case CHECKING -> check(transaction);
                case PROVED, FAILED -> throw new IllegalStateException("over, and yet due");
            }
        } catch (OutsideUnavailable silence) {
            LOG.info("prompt {}: {}", transaction.id(), silence.getMessage());
        } catch (RuntimeException e) {
            // Its text might quote what was answered.
            LOG.error("prompt {}: {}", transaction.id(), e.getClass().getSimpleName());
            fail(transaction, Code.PROVIDER_DOWN, e.getClass().getSimpleName());
        }
    }

    /** The certificate first, since what is signed names it; then the prompt. */
    private void begin(SimTransaction transaction) {
        var kept = transaction.kept();
        var challenge = challenges.find(kept.challenge(), kept.bearer());
        if (transaction.leftAt() != null || challenge.isEmpty()) {
            fail(transaction, Code.USER_TIMEOUT, "left");
            return;
        }
        var port = providers.portOf(transaction.provider());
        Holding holding;
        try {
            holding = outside.call(transaction.provider().system(), () -> port.certificates(kept.phone()));
        } catch (OutsideUnavailable silence) {
            retryOrFail(transaction, silence);
            return;
        }
        switch (holding) {
            case Holding.Nothing(var code, var detail) -> nothing(transaction, challenge.get(), code, detail);
            case Holding.Certificates(var all) -> {
                var credential = choose(all, kept);
                ToSign toSign;
                try {
                    toSign = answers.toSign(challenge.get(), credential.certificate());
                } catch (IllegalArgumentException unreadable) {
                    nothing(transaction, challenge.get(), Code.NO_CERT, "unreadable");
                    return;
                }
                start(transaction, port, credential, toSign);
            }
        }
    }

    /** Of several keys the first whose certificate is good for what is asked; when none is, the person hears why. */
    private Credential choose(List<Credential> all, Kept kept) {
        return all.size() == 1
                ? all.getFirst()
                : all.stream()
                        .filter(each -> certificates.check(each.certificate(), kept.kind()) instanceof Verdict.Good)
                        .findFirst()
                        .orElse(all.getFirst());
    }

    /** The page shows a code like any other's. */
    private void nothing(SimTransaction transaction, Challenge challenge, Code code, String detail) {
        if (code.isTold()) {
            fail(transaction, code, detail);
        } else {
            count(transaction, code.word(), detail);
            transactions.silence(transaction.with(transaction.kept().coded(challenge.code())), code.word());
        }
    }

    private void start(SimTransaction transaction, MobileSigning port, Credential credential, ToSign toSign) {
        var code = VerificationCode.of(toSign.hash());
        var kept = transaction.kept().under(new Under(credential.name(), credential.chain(), ""), code);
        var coded = transaction.with(kept);
        // The page shows the code before the phone does.
        if (!transactions.goOn(coded, State.STARTING, SimTransactions.LEASE)) {
            return;
        }
        var starting = coded.in(State.STARTING);
        var prompt = new Prompt(
                transaction.id(),
                kept.phone(),
                credential,
                toSign.algorithm(),
                toSign.hash(),
                providers.codeOf(transaction.provider(), kept.text(), code),
                providers.life());
        Status status;
        try {
            status = called(transaction.provider(), port, () -> port.start(prompt));
        } catch (OutsideUnavailable silence) {
            if (silence.mayHaveArrived()) {
                fail(starting, Code.PROVIDER_DOWN, silence.why().name());
            } else {
                retryOrFail(starting, silence);
            }
            return;
        }
        write(starting, status, true);
    }

    private <T> T called(SimProvider provider, MobileSigning port, Supplier<T> question) {
        return port.waitsForPerson()
                ? outside.callPatiently(
                        provider.system() + "-wait", providers.life().plusSeconds(15), question)
                : outside.call(provider.system(), question);
    }

    private void ask(SimTransaction transaction) {
        if (clock.instant().isAfter(transaction.expiresAt().plus(SimTransactions.GRACE))) {
            fail(transaction, transaction.fault() == null ? Code.USER_TIMEOUT : Code.PROVIDER_DOWN, "no word");
            return;
        }
        var under = under(transaction);
        var port = providers.portOf(transaction.provider());
        Status status;
        try {
            status = outside.call(transaction.provider().system(), () -> port.ask(under.transaction()));
        } catch (OutsideUnavailable silence) {
            if (transaction.fault() == null) {
                LOG.info("prompt {}: {}", transaction.id(), silence.getMessage());
            }
            if (transaction.fault() == null || silence.mayHaveArrived()) {
                transactions.goOn(
                        transaction.saying(Code.PROVIDER_DOWN.word()), State.WAITING, pause(transaction, silence));
            }
            return;
        }
        write(transaction.saying(null), status, transaction.fault() != null);
    }

    /** One SIM about which a provider talks nonsense must not have its breaker keep back the questions about all others. */
    private Duration pause(SimTransaction transaction, OutsideUnavailable silence) {
        var usual = pollEvery(transaction);
        var pause = Duration.between(transaction.askedAt(), clock.instant()).dividedBy(4);
        return !silence.mayHaveArrived() || pause.compareTo(usual) < 0
                ? usual
                : pause.compareTo(SELDOM) < 0 ? pause : SELDOM;
    }

    private Duration pollEvery(SimTransaction transaction) {
        return providers.settingsOf(transaction.provider()).pollEvery();
    }

    /** @param anew whether the row must be written though the phone has not answered */
    private void write(SimTransaction transaction, Status status, boolean anew) {
        switch (status) {
            case Status.Pending(var next) -> {
                var under = under(transaction);
                // The row is due again as it stands, unless there is something new to ask by.
                if (anew || !next.equals(under.transaction())) {
                    transactions.goOn(
                            transaction.with(transaction.kept().at(under.at(next))),
                            State.WAITING,
                            pollEvery(transaction));
                }
            }
            case Status.Signed(var signature, var certificate) -> signed(transaction, signature, certificate);
            case Status.Failed(var code, var detail) -> {
                if (code == Code.USER_TIMEOUT && clock.instant().isBefore(transaction.expiresAt())) {
                    count(transaction, code.word(), detail);
                    transactions.silence(transaction, code.word());
                } else {
                    nothingMore(transaction, code, detail);
                }
            }
        }
    }

    private void nothingMore(SimTransaction transaction, Code code, String detail) {
        if (code.isTold() || code == Code.USER_TIMEOUT) {
            fail(transaction, code, detail);
        } else {
            count(transaction, code.word(), detail);
            transactions.silence(transaction, code.word());
        }
    }

    private void signed(SimTransaction transaction, byte[] signature, byte[] certificate) {
        var signed = transaction.with(transaction.kept().signed(signature));
        if (transaction.leftAt() != null || clock.instant().isAfter(transaction.expiresAt())) {
            // It came too late: kept for a day, and not used.
            count(transaction, "late", "");
            transactions.end(signed, State.FAILED, Code.USER_TIMEOUT.word());
        } else if (certificate.length > 0
                && !Arrays.equals(certificate, under(transaction).certificate())) {
            fail(signed, Code.HASH_MISMATCH, "certificate");
        } else if (transactions.goOn(signed, State.CHECKING, SimTransactions.LOOKING)) {
            check(signed.in(State.CHECKING));
        }
    }

    /** Verified here, against what we sent and the very certificate that was to sign; no provider's word counts. */
    private void check(SimTransaction transaction) {
        var kept = transaction.kept();
        var answer = answers.raw(
                Objects.requireNonNull(kept.signature()),
                under(transaction).certificate(),
                ToSign.Form.ATTRIBUTES,
                kept.asked());
        switch (answer) {
            case Answer.Proved(var certificate, var proof) -> {
                count(transaction, "proved", "");
                transactions.end(transaction.with(kept.proven(Proven.of(certificate, proof))), State.PROVED, null);
            }
            case Answer.Refused(var flaw) -> flawed(transaction, flaw);
            case Answer.NotAnswered nothing -> fail(transaction, Code.HASH_MISMATCH, "signature");
            case Answer.Unusable file -> fail(transaction, Code.HASH_MISMATCH, "signature");
            case Answer.StatusUnavailable() -> {
                if (clock.instant().isAfter(transaction.expiresAt().plus(CHECKING))) {
                    flawed(transaction, Flaw.STATUS_UNAVAILABLE);
                } else {
                    transactions.goOn(transaction, State.CHECKING, SOON);
                }
            }
        }
    }

    private void flawed(SimTransaction transaction, Flaw flaw) {
        var word = FLAW + flaw.key().substring(flaw.key().lastIndexOf('.') + 1);
        count(transaction, word, "");
        transactions.end(transaction, State.FAILED, word);
    }

    private void retryOrFail(SimTransaction transaction, OutsideUnavailable silence) {
        if (clock.instant().isAfter(transaction.askedAt().plus(PATIENCE))) {
            fail(transaction, Code.PROVIDER_DOWN, silence.why().name());
        } else {
            transactions.goOn(transaction, State.ASKED, SOON);
        }
    }

    private void fail(SimTransaction transaction, Code code, String detail) {
        count(transaction, code.word(), detail);
        transactions.end(transaction, State.FAILED, code.word());
    }

    private void count(SimTransaction transaction, String outcome, String detail) {
        var provider = transaction.provider().name();
        meters.counter("mocua.sim.prompts", "provider", provider, "outcome", outcome)
                .increment();
        if (!outcome.equals("proved")) {
            LOG.info("prompt {} at {}: {} {}", transaction.id(), provider, outcome, detail);
        }
    }

    private static Under under(SimTransaction transaction) {
        return Objects.requireNonNull(transaction.kept().under());
    }
}
