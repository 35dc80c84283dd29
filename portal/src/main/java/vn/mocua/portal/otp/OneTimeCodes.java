package vn.mocua.portal.otp;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.notice.NoticeFates;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.vault.Vault;

/**
 * Sends codes and checks them.
 *
 * <p>A transaction is one purpose at one address. Every code that was sent for it stays valid to its own expiry; all
 * share one count of tries and die together when one is typed back. A try is taken from the count with what is compared,
 * so that guesses in parallel are guesses like any other.
 */
@Repository
public class OneTimeCodes {

    /** What came of sending. */
    public sealed interface Sending {

        record Sent(UUID transaction) implements Sending {}

        /** Too often or too soon. */
        record NotBefore(Instant when) implements Sending {}

        /** This transaction sends no more: so many were sent, or typed wrongly, that it must begin anew. */
        record NoMore(boolean triesUsedUp) implements Sending {}
    }

    /** What came of checking. */
    public sealed interface Checking {

        record Right() implements Checking {}

        record Wrong(int triesLeft) implements Checking {}

        /** No code of this transaction is valid any more; a new one must be sent. */
        record Expired() implements Checking {}

        /**
         * The tries of this transaction are used up: no code is right any more, and none is sent; it must begin anew.
         *
         * @param byThis whether this was the last of them and was looked at
         */
        record UsedUp(boolean byThis) implements Checking {}

        /** Too many tries by this phone, person or network; more are looked at then. */
        record NotBefore(Instant when) implements Checking {}
    }

    /**
     * How a transaction stands.
     *
     * @param resends how often the code was sent again
     * @param triesUsedUp whether no code is right any more, since too many were wrong
     */
    public record Standing(Instant expiresAt, int resends, boolean mayBeSentAgain, boolean triesUsedUp) {}

    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final Vault vault;
    private final Limits limits;
    private final Outbox outbox;
    private final NoticeFates fates;
    private final Texts texts;
    private final OtpSettings settings;
    private final SmsFrame frame;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OneTimeCodes(
            JdbcClient db,
            TransactionTemplate transactions,
            Vault vault,
            Limits limits,
            Outbox outbox,
            NoticeFates fates,
            Texts texts,
            OtpSettings settings,
            SmsFrame frame,
            Clock clock) {
        this.db = db;
        this.transactions = transactions;
        this.vault = vault;
        this.limits = limits;
        this.outbox = outbox;
        this.fates = fates;
        this.texts = texts;
        this.settings = settings;
        this.frame = frame;
        this.clock = clock;
    }

    /**
     * Sends a code by SMS: the first of a new transaction, or a further one of a transaction that is under way.
     *
     * @param person keyed hash of the identifier on whose behalf it is sent, for the limits
     * @param whom that identifier, by which the reader of the message knows whom it is about
     */
    public Sending send(
            Purpose purpose, @Nullable UUID transaction, PhoneNumber phone, String person, Whom whom, Visit visit) {
        var uses = new Use[] {
            Use.of("sms-per-phone", phoneKey(phone)),
            Use.of("sms-per-national-id", person),
            Use.of("sms-per-network", visit.network()),
            Use.of("sms-per-operator-range", phone.national().substring(0, 3)),
            Use.inAll("sms-in-all")
        };
        return send(purpose, transaction, phoneKey(phone), settings.life(), uses, (code, expires) -> {
            var words = texts.text(
                    visit.language(),
                    "otp.sms." + purpose.key(),
                    code,
                    settings.life().toMinutes(),
                    texts.text(visit.language(), whom.words(), whom.masked()));
            var message = outbox.sms(phone, frame.code(words, code), Delivery.onceBefore(expires), purpose.key());
            if (whom.account() != null) {
                fates.noteCode(message, whom.account(), purpose.notice(), phone);
            }
        });
    }

    /** Sends a code by e-mail to the owner of an account, to confirm that the address is their own. */
    public Sending send(Purpose purpose, @Nullable UUID transaction, EmailAddress address, UUID account, Visit visit) {
        var uses = new Use[] {
            Use.of("mail-per-address", mailKey(address)),
            Use.of("mail-per-account", account.toString()),
            Use.of("mail-per-network", visit.network())
        };
        return send(purpose, transaction, mailKey(address), settings.mailLife(), uses, (code, expires) -> {
            var subject = texts.text(visit.language(), "otp.mail." + purpose.key() + ".subject");
            var text = texts.text(
                    visit.language(),
                    "otp.mail." + purpose.key() + ".text",
                    code,
                    settings.mailLife().toHours());
            var message =
                    outbox.mail(address, visit.language(), subject, text, Delivery.onceBefore(expires), purpose.key());
            fates.noteCode(message, account, purpose.notice(), address);
        });
    }

    /** Writes the message with its code, in the transaction that keeps the code. */
    private interface Post {
        void write(String code, Instant expires);
    }

    /**
     * The pause after a code holds for its destination and purpose, whichever transaction asks: of any number at once
     * one passes, and the others give back what they took.
     */
    private Sending send(
            Purpose purpose, @Nullable UUID transaction, String destination, Duration life, Use[] uses, Post post) {
        var closed = transaction == null
                ? Optional.<Standing>empty()
                : standing(transaction).filter(each -> !each.mayBeSentAgain());
        if (closed.isPresent()) {
            return new Sending.NoMore(closed.get().triesUsedUp());
        }
        var pause = pause(purpose.key(), destination);
        var wait = limits.waitUntil(pause);
        if (wait.isPresent()) {
            return new Sending.NotBefore(wait.get());
        }
        if (limits.take(uses) instanceof Taken.Refused(var limit, var when)) {
            return new Sending.NotBefore(when);
        }
        if (limits.attempt(pause) instanceof Taken.Refused(var limit, var when)) {
            limits.giveBack(uses);
            return new Sending.NotBefore(when);
        }
        var now = clock.instant();
        var code = newCode();
        var expires = now.plus(life);
        var sent = transactions.execute(status -> {
            var id = write(purpose, transaction, destination, code, now, expires);
            if (id != null) {
                post.write(code, expires);
            }
            return Optional.ofNullable(id);
        });
        if (sent.isEmpty()) {
            // It was answered, or guessed at too often, since it was looked at.
            limits.giveBack(uses);
            return new Sending.NoMore(transaction != null && isUsedUp(transaction));
        }
        return new Sending.Sent(sent.get());
    }

    private static Use pause(String purpose, String destination) {
        return Use.of("otp-sending", purpose + " " + destination);
    }

    /** When the next code for this purpose may go to this phone. */
    public Instant nextSendAt(Purpose purpose, PhoneNumber phone) {
        return limits.waitUntil(pause(purpose.key(), phoneKey(phone))).orElseGet(clock::instant);
    }

    /** Whether a code of this transaction could still be typed back. */
    public boolean isAwaited(UUID transaction) {
        return db.sql("""
            select exists (
                select from otp_transaction t join otp_code c on c.transaction = t.id
                where t.id = :id and t.tries_left > 0 and t.used_at is null and c.expires_at > :now)
            """)
                .param("id", transaction)
                .param("now", at(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /**
     * Checks a code that was sent by SMS. One that is right counts neither against the phone nor against the person.
     *
     * @param person as it was sent for
     */
    public Checking check(Purpose purpose, UUID transaction, PhoneNumber phone, String person, Otp typed, Visit visit) {
        var destination = phoneKey(phone);
        return check(
                purpose,
                transaction,
                destination,
                person,
                typed,
                visit,
                Use.of("sms-per-phone", destination),
                Use.of("sms-per-national-id", person));
    }

    /** Checks a code that was sent by e-mail. */
    public Checking check(
            Purpose purpose, UUID transaction, EmailAddress address, String person, Otp typed, Visit visit) {
        return check(purpose, transaction, mailKey(address), person, typed, visit);
    }

    /** @param sent what the code's sending was counted against, and is not when it is right */
    private Checking check(
            Purpose purpose, UUID transaction, String destination, String person, Otp typed, Visit visit, Use... sent) {
        var now = clock.instant();
        var inARow = Use.of("otp-failures-in-a-row-per-phone", destination);
        var failure = new Use[] {
            Use.of("otp-failures-per-phone", purpose.key() + " " + destination),
            Use.of("otp-failures-per-national-id", purpose.key() + " " + person),
            inARow,
            Use.of("otp-failures-per-network", visit.network())
        };
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            return new Checking.NotBefore(when);
        }
        var tried = take(purpose, transaction, destination, typed, now);
        if (tried.isEmpty()) {
            limits.giveBack(failure);
            return isUsedUp(transaction) ? new Checking.UsedUp(false) : new Checking.Expired();
        }
        if (!tried.get().isRight()) {
            if (tried.get().left() == 0) {
                return new Checking.UsedUp(true);
            }
            return tried.get().isAwaited() ? new Checking.Wrong(tried.get().left()) : new Checking.Expired();
        }
        var unused = Stream.of(failure, sent)
                .flatMap(Stream::of)
                .filter(use -> !use.equals(inARow))
                .toList();
        limits.settle(unused, inARow, pause(purpose.key(), destination));
        return new Checking.Right();
    }

    /**
     * A try that was taken from the count.
     *
     * @param left how many there are after it
     * @param isRight whether a code was typed back; then the transaction is used
     * @param isAwaited whether any code was valid
     */
    private record Try(int left, boolean isRight, boolean isAwaited) {}

    /** Empty when there are no tries, or nothing to try. */
    private Optional<Try> take(Purpose purpose, UUID transaction, String destination, Otp typed, Instant now) {
        // No clock gives a code more time than it was given, however far it is set back.
        var last = now.plus(purpose.goesByMail() ? settings.mailLife() : settings.life())
                .plus(CLOCKS_DIFFER);
        return db.sql("""
            with valid as (
                select code from otp_code where transaction = :id and expires_at > :now and expires_at <= :last)
            update otp_transaction set tries_left = tries_left - 1,
                used_at = case when :code in (select code from valid) then :now end
            where id = :id and purpose = :purpose and destination = :destination
              and tries_left > 0 and used_at is null
            returning tries_left, used_at is not null as is_right, exists (select from valid) as is_awaited
            """)
                .param("id", transaction)
                .param("purpose", purpose.key())
                .param("destination", destination)
                .param("code", hash(transaction, typed.value()))
                .param("now", at(now))
                .param("last", at(last))
                .query((row, number) ->
                        new Try(row.getInt("tries_left"), row.getBoolean("is_right"), row.getBoolean("is_awaited")))
                .optional();
    }

    /** Whether this very code was right a moment ago: then this is the second of two clicks. */
    boolean wasRightJustNow(UUID transaction, Otp typed) {
        return db.sql("""
            select exists (
                select from otp_transaction t join otp_code c on c.transaction = t.id
                where t.id = :id and t.used_at > :then and c.code = :code)
            """)
                .param("id", transaction)
                .param("then", at(clock.instant().minus(Journey.DOUBLE_CLICK)))
                .param("code", hash(transaction, typed.value()))
                .query(Boolean.class)
                .single();
    }

    private boolean isUsedUp(UUID transaction) {
        return db.sql("select tries_left = 0 and used_at is null from otp_transaction where id = :id")
                .param("id", transaction)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Empty when there is no such transaction. */
    public Optional<Standing> standing(UUID transaction) {
        return db.sql("""
            select sends, tries_left, used_at is not null as used,
                   (select max(expires_at) from otp_code where transaction = id) as expires_at
            from otp_transaction where id = :id
            """)
                .param("id", transaction)
                .query((row, number) -> {
                    var sends = row.getInt("sends");
                    var usedUp = row.getInt("tries_left") == 0 && !row.getBoolean("used");
                    var open = row.getInt("tries_left") > 0 && !row.getBoolean("used");
                    return new Standing(
                            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                            sends - 1,
                            open && sends < settings.sends(),
                            usedUp);
                })
                .optional();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void forgetOld() {
        db.sql("delete from otp_transaction where last_sent_at < :then")
                .param("then", at(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /** Null when the transaction takes no further code: it was answered, sent too often, or its tries are used up. */
    private @Nullable UUID write(
            Purpose purpose,
            @Nullable UUID transaction,
            String destination,
            String code,
            Instant now,
            Instant expires) {
        var id = transaction == null ? UUID.randomUUID() : transaction;
        var takesIt = transaction == null ? """
                insert into otp_transaction (id, purpose, destination, tries_left, sends, last_sent_at)
                values (:id, :purpose, :destination, :tries, 1, :now) returning id
                """ : """
                update otp_transaction set sends = sends + 1, last_sent_at = :now
                where id = :id and purpose = :purpose and destination = :destination
                  and tries_left > 0 and used_at is null and sends < :sends returning id
                """;
        var written = db.sql("with taking as (" + takesIt + ") insert into otp_code (transaction, code, expires_at)"
                        + " select id, :code, :expires from taking")
                .param("id", id)
                .param("purpose", purpose.key())
                .param("destination", destination)
                .param("tries", settings.tries())
                .param("sends", settings.sends())
                .param("now", at(now))
                .param("code", hash(id, code))
                .param("expires", at(expires))
                .update();
        return written == 0 ? null : id;
    }

    private String newCode() {
        return "%06d".formatted(random.nextInt(1_000_000));
    }

    private String hash(UUID transaction, String code) {
        return Base64.getEncoder().encodeToString(vault.lookup("otp", transaction + " " + code));
    }

    private String phoneKey(PhoneNumber phone) {
        return Base64.getEncoder().encodeToString(vault.lookup("phone", phone.value()));
    }

    private String mailKey(EmailAddress address) {
        return Base64.getEncoder().encodeToString(vault.lookup("email", address.value()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
