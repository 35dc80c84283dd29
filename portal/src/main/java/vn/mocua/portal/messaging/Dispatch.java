package vn.mocua.portal.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.page.Language;

/**
 * Empties the outbox: at once what this node wrote, and what any node left behind.
 *
 * <p>Short messages and mails have their own places, so that neither waits for the other's server.
 */
class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** How often what expired is ended, old rows are taken out and the backlog is measured. */
    private static final Duration TIDYING = Duration.ofSeconds(15);

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final OutboxMessages messages;
    private final Sealing sealing;
    private final SmsRoutes sms;
    private final EmailSender mail;
    private final OutboxSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Channel, Semaphore> places = new EnumMap<>(Channel.class);
    private final Map<Channel, OutboxMessages.Backlog> backlog = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    Dispatch(
            OutboxMessages messages,
            Sealing sealing,
            SmsRoutes sms,
            EmailSender mail,
            OutboxSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.messages = messages;
        this.sealing = sealing;
        this.sms = sms;
        this.mail = mail;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        for (var channel : Channel.values()) {
            places.put(channel, new Semaphore(settings.atOnce(channel)));
            Gauge.builder("mocua.outbox.waiting", () -> waiting(channel))
                    .description("messages that are not sent yet")
                    .tag("channel", channel.word())
                    .register(meters);
            Gauge.builder("mocua.outbox.age", () -> age(channel).toSeconds())
                    .description("age of the oldest message that is not sent yet")
                    .baseUnit("seconds")
                    .tag("channel", channel.word())
                    .register(meters);
        }
    }

    void start() {
        running = true;
        for (var channel : Channel.values()) {
            job("outbox-" + channel.word(), () -> takeDue(channel), settings.poll());
        }
        job("outbox-tidying", this::tidy, TIDYING);
    }

    /** Takes nothing more and waits for what is under way, a few seconds at most. */
    void stop() {
        running = false;
        // Nothing is interrupted: a claim that is cut off while the database commits it would lose its codes.
        stopping.countDown();
        for (var channel : Channel.values()) {
            try {
                if (placesOf(channel).tryAcquire(settings.atOnce(channel), 5, TimeUnit.SECONDS)) {
                    placesOf(channel).release(settings.atOnce(channel));
                } else {
                    LOG.warn("{} messages are still under way", channel.word());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends a message that was just committed, if a place is free soon; else whoever has one finds it when it is due. */
    void sendSoon(Channel channel, UUID id) {
        if (!running || !isUp(channel)) {
            return;
        }
        Thread.ofVirtual().name("outbox-send-" + channel.word()).start(() -> {
            try {
                if (!placesOf(channel).tryAcquire(200, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
            inPlace(channel, () -> messages.claim(id, settings.lease()).ifPresent(this::deliver));
        });
    }

    /** Takes what is due and has a place; true when there may be more. */
    boolean takeDue(Channel channel) {
        var free = isUp(channel) ? placesOf(channel).drainPermits() : 0;
        if (free == 0) {
            return false;
        }
        var taken = 0;
        var quiet = settings.quietHours().cover(clock.instant());
        try {
            for (var message : messages.claimDue(channel, free, settings.lease(), quiet)) {
                taken++;
                Thread.ofVirtual()
                        .name("outbox-send-" + channel.word())
                        .start(() -> inPlace(channel, () -> deliver(message)));
            }
        } finally {
            placesOf(channel).release(free - taken);
        }
        return taken == free;
    }

    /** Hands over a message that this node holds, and notes how that ended. */
    void deliver(OutboxMessages.Claimed message) {
        Submission submission;
        try {
            var validity = Duration.between(clock.instant(), message.expiresAt());
            if (message.once() && !validity.isPositive()) {
                note(message, Outbox.State.DROPPED, "none", null, "expired");
                return;
            }
            submission = submit(message, validity);
        } catch (RuntimeException e) {
            // Of a code nobody can say any more whether it went out; it stays claimed and is never taken again.
            LOG.error(
                    "message {} could not be handed over: {}",
                    message.id(),
                    e.getClass().getName());
            count(message.channel(), "none", "failed");
            return;
        }
        switch (submission) {
            case Submission.Accepted(var provider, var id) -> note(message, Outbox.State.ACCEPTED, provider, id, null);
            case Submission.Refused(var provider, var why) -> note(message, Outbox.State.REFUSED, provider, null, why);
            case Submission.NotTaken(var provider, var why) -> putBack(message, provider, why, "not-taken");
            case Submission.Uncertain(var provider, var why) -> {
                if (message.once()) {
                    note(message, Outbox.State.UNCERTAIN, provider, null, why);
                } else {
                    putBack(message, provider, why, "uncertain");
                }
            }
        }
    }

    private Submission submit(OutboxMessages.Claimed message, Duration validity) {
        var letter = Letter.of(sealing.open(Outbox.COLUMN, message.id().toString(), message.sealed()));
        return switch (message.channel()) {
            case SMS ->
                sms.send(
                        PhoneNumber.of(letter.to()),
                        new SmsText(letter.text()),
                        message.once(),
                        message.once() ? validity : null);
            case MAIL ->
                mail.submit(
                        message.id(),
                        new EmailSender.Mail(
                                letter.to(),
                                letter.language() == null ? Language.VI : letter.language(),
                                letter.subject() == null ? "" : letter.subject(),
                                letter.text()));
        };
    }

    private void note(
            OutboxMessages.Claimed message,
            Outbox.State state,
            String provider,
            @Nullable String id,
            @Nullable String failure) {
        count(message.channel(), provider, state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (failure != null) {
            LOG.warn("message {} is {}: {} {}", message.id(), state, provider, failure);
        }
        patiently(() -> messages.finish(message, state, provider, id, failure));
    }

    private void putBack(OutboxMessages.Claimed message, String provider, String why, String outcome) {
        count(message.channel(), provider, outcome);
        patiently(() -> messages.putBack(message, pause(message), provider, why));
    }

    /** A code is worth trying every few seconds until it expires; a notice ever more rarely. */
    static Duration pause(OutboxMessages.Claimed message) {
        if (message.once()) {
            return Duration.ofSeconds(Math.clamp(message.attempts(), 1, 5));
        }
        var doubling = Duration.ofSeconds(5).multipliedBy(1L << Math.clamp(message.attempts() - 1, 0, 20));
        var most = doubling.compareTo(LONGEST_PAUSE) < 0 ? doubling : LONGEST_PAUSE;
        return most.plusMillis(ThreadLocalRandom.current().nextLong(1 + most.toMillis() / 4));
    }

    /** The database may be away for a moment; what was sent should still be noted, lest a notice goes out again. */
    private void patiently(Runnable statement) {
        for (var attempt = 1; ; attempt++) {
            try {
                statement.run();
                return;
            } catch (DataAccessException e) {
                if (attempt == 5) {
                    LOG.error(
                            "the outbox could not be written: {}", e.getClass().getName());
                    return;
                }
                rest(Duration.ofMillis(200L << attempt));
            }
        }
    }

    private void inPlace(Channel channel, Runnable work) {
        try {
            work.run();
        } catch (DataAccessException e) {
            LOG.warn("the outbox cannot be read: {}", e.getClass().getName());
        } finally {
            placesOf(channel).release();
        }
    }

    boolean tidy() {
        for (var ended : messages.endExpired(GRACE)) {
            LOG.warn(
                    "{} {} messages ended unsent: {}",
                    ended.count(),
                    ended.channel().word(),
                    ended.state());
            meters.counter(
                            "mocua.outbox.messages",
                            "channel",
                            ended.channel().word(),
                            "provider",
                            "none",
                            "outcome",
                            ended.state())
                    .increment(ended.count());
        }
        messages.purge(settings.keep());
        var found = messages.backlog();
        backlog.clear();
        found.forEach(each -> backlog.put(each.channel(), each));
        return false;
    }

    private void job(String name, BooleanSupplier work, Duration interval) {
        Thread.ofVirtual().name(name).start(() -> {
            while (running) {
                var more = false;
                try {
                    more = work.getAsBoolean();
                } catch (RuntimeException e) {
                    LOG.warn("{} failed: {}", name, e.getClass().getName());
                }
                if (!more) {
                    rest(interval);
                }
            }
        });
    }

    /** Waits, less long when this node stops. */
    private void rest(Duration pause) {
        try {
            var _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUp(Channel channel) {
        return channel == Channel.MAIL || sms.isUp();
    }

    private Semaphore placesOf(Channel channel) {
        return Objects.requireNonNull(places.get(channel));
    }

    private long waiting(Channel channel) {
        var known = backlog.get(channel);
        return known == null ? 0 : known.waiting();
    }

    private Duration age(Channel channel) {
        var known = backlog.get(channel);
        return known == null ? Duration.ZERO : Duration.between(known.oldest(), clock.instant());
    }

    private void count(Channel channel, String provider, String outcome) {
        meters.counter("mocua.outbox.messages", "channel", channel.word(), "provider", provider, "outcome", outcome)
                .increment();
    }
}
