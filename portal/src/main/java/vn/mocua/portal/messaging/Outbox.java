package vn.mocua.portal.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.page.Language;

/**
 * Where every message to a person begins: a sealed row, written with whatever the message tells of.
 *
 * <p>Both commit or neither does. After the commit this node sends it at once; if it dies, another does.
 */
@Component
public class Outbox {

    static final String COLUMN = "outbox_message.sealed";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u2028\\u2029]");

    private final OutboxMessages messages;
    private final Sealing sealing;
    private final Dispatch dispatch;
    private final OutboxSettings settings;
    private final Clock clock;

    Outbox(OutboxMessages messages, Sealing sealing, Dispatch dispatch, OutboxSettings settings, Clock clock) {
        this.messages = messages;
        this.sealing = sealing;
        this.dispatch = dispatch;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a short message.
     *
     * @param text unaccented, at most 160 letters, without a link
     * @param purpose a fixed word such as {@code registration-code}
     * @return by which {@link #fateOf} is asked
     * @throws IllegalStateException outside a transaction
     * @throws IllegalArgumentException when the text is not of that kind
     */
    public UUID sms(PhoneNumber to, String text, Delivery delivery, String purpose) {
        return put(Channel.SMS, new Letter(to.value(), null, new SmsText(text).value(), null), delivery, purpose);
    }

    /**
     * Sends a mail in plain text; what it says is also laid out in HTML on its way.
     *
     * @param language in which it is written
     * @param subject one line
     * @param purpose a fixed word such as {@code confirm-address}
     * @return by which {@link #fateOf} is asked
     * @throws IllegalStateException outside a transaction
     */
    public UUID mail(
            EmailAddress to, Language language, String subject, String text, Delivery delivery, String purpose) {
        if (CONTROL.matcher(subject).find()) {
            throw new IllegalArgumentException("a subject is one line");
        }
        return put(Channel.MAIL, new Letter(to.value(), subject, text, language), delivery, purpose);
    }

    /** How a message fares, for a day after it was sent or given up. */
    public Optional<Fate> fateOf(UUID message) {
        return Optional.ofNullable(messages.fatesOf(List.of(message)).get(message));
    }

    /** How messages fare; those that are forgotten are not among them. */
    public Map<UUID, Fate> fatesOf(Collection<UUID> ids) {
        return messages.fatesOf(ids);
    }

    private UUID put(Channel channel, Letter letter, Delivery delivery, String purpose) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a message is sent with what it tells of, in one transaction");
        }
        var id = UUID.randomUUID();
        var now = clock.instant();
        var begin = delivery instanceof Delivery.Surely surely && surely.daytime()
                ? settings.quietHours().endAfter(now)
                : now;
        messages.add(
                id,
                channel,
                delivery,
                purpose,
                sealing.seal(COLUMN, id.toString(), letter.bytes()),
                now,
                begin,
                switch (delivery) {
                    case Delivery.Once once -> once.expiry();
                    case Delivery.Surely surely -> begin.plus(settings.giveUpAfter());
                });
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (begin.equals(now)) {
                    dispatch.sendSoon(channel, id);
                }
            }
        });
        return id;
    }

    /** Where a message is. */
    public enum State {
        /** Not sent yet. */
        WAITING,
        /** A node is about to send it. */
        CLAIMED,
        /** A provider has it. */
        ACCEPTED,
        /** No provider will take it. */
        REFUSED,
        /** A provider may have it; it is not sent again. */
        UNCERTAIN,
        /** It expired before anybody could take it. */
        DROPPED,
        /** Nobody took it for days. */
        GIVEN_UP,
        /** The node that was about to send it is gone; it is not sent again. */
        LOST
    }

    /**
     * How a message fares.
     *
     * @param provider who took or refused it
     * @param receipt what the provider said later, such as {@code delivered}: a hint, not a proof
     */
    public record Fate(
            State state,
            String purpose,
            Instant createdAt,
            @Nullable Instant finishedAt,
            @Nullable String provider,
            @Nullable String receipt) {}
}
