package vn.mocua.portal.messaging;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static vn.mocua.portal.messaging.Awaits.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.messaging.Outbox.State;
import vn.mocua.portal.page.Language;

class OutboxTest {

    private static final PhoneNumber PHONE = PhoneNumber.of("0912000001");
    private static final EmailAddress MAIL = EmailAddress.of("an@example.vn");
    private static final String CODE = "Ma xac thuc 123456";

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final Sealing sealing = new TestSealing();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final FakeSmsSender provider = new FakeSmsSender("alpha");
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final OutboxSettings settings = new OutboxSettings(
            Duration.ofMillis(50),
            8,
            2,
            Duration.ofMinutes(2),
            Duration.ofHours(24),
            Duration.ofDays(1),
            QuietHours.of("21:00-07:00"));
    private final DataSource database = TestDatabase.asPortal();
    private final OutboxMessages messages = new OutboxMessages(JdbcClient.create(database), clock);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final List<Dispatch> nodes = new ArrayList<>();

    @BeforeEach
    void empty() {
        TestDatabase.db().sql("delete from outbox_message").update();
        TestDatabase.db().sql("delete from sms_receipt").update();
    }

    @AfterEach
    void stop() {
        nodes.forEach(Dispatch::stop);
    }

    @Test
    void aMessageGoesOutAfterTheCommit() {
        var outbox = outbox(running(node(provider)));

        var id = inTransaction(() -> {
            var message = outbox.sms(PHONE, CODE, once(), "registration-code");
            assertThat(provider.handed()).isEmpty();
            return message;
        });

        await(() -> state(outbox, id) == State.ACCEPTED);
        assertThat(provider.handed()).singleElement().satisfies(handed -> {
            assertThat(handed.to()).isEqualTo(PHONE);
            assertThat(handed.text()).isEqualTo(CODE);
            assertThat(handed.validity()).isEqualTo(Duration.ofMinutes(5));
        });
        assertThat(meters.counter("mocua.outbox.messages", "channel", "sms", "provider", "alpha", "outcome", "accepted")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        var node = running(node(provider));
        var outbox = outbox(node);

        transaction.executeWithoutResult(status -> {
            outbox.sms(PHONE, CODE, once(), "registration-code");
            status.setRollbackOnly();
        });

        clock.advance(Duration.ofSeconds(2));
        node.takeDue(Channel.SMS);
        assertThat(rows()).isZero();
        assertThat(provider.handed()).isEmpty();
    }

    @Test
    void aMessageWithoutATransactionIsAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> outbox(node(provider)).sms(PHONE, CODE, once(), "registration-code"));
    }

    @Test
    void aSubjectOfTwoLinesIsAMistake() {
        var outbox = outbox(node(provider));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> inTransaction(() -> outbox.mail(
                        MAIL,
                        Language.EN,
                        "Hello\r\nBcc: x@example.vn",
                        "text",
                        Delivery.surely(),
                        "confirm-address")));
    }

    @Test
    void theDatabaseHoldsNeitherNumberNorTextAndNothingAtAllOnceItIsSent() {
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        var row = TestDatabase.db()
                .sql("select encode(sealed, 'escape') || m::text from outbox_message m")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain("912000001").doesNotContain("123456");

        sendDue(node(provider));
        assertThat(state(outbox, id)).isEqualTo(State.ACCEPTED);
        assertThat(TestDatabase.db()
                        .sql("select count(*) from outbox_message where sealed is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatOneNodeLeavesBehindAnotherSends() {
        var outbox = outbox(node(new FakeSmsSender("of a node that dies")));
        var id = send(outbox, once());

        sendDue(node(provider));

        assertThat(state(outbox, id)).isEqualTo(State.ACCEPTED);
        assertThat(provider.handed()).hasSize(1);
    }

    @Test
    void twoNodesAtOnceSendEachMessageOnce() {
        var first = new FakeSmsSender("alpha");
        var second = new FakeSmsSender("beta");
        var outbox = outbox(node(first));
        for (var i = 0; i < 60; i++) {
            send(outbox, "Ma xac thuc " + (100000 + i), i % 2 == 0 ? once() : Delivery.surely());
        }
        clock.advance(Duration.ofSeconds(2));

        running(node(first));
        running(node(second));
        await(() -> waiting() == 0);

        assertThat(first.handed().size() + second.handed().size()).isEqualTo(60);
        var texts = new ArrayList<>(first.handed());
        texts.addAll(second.handed());
        assertThat(texts.stream().map(FakeSmsSender.Handed::text).collect(toSet()))
                .hasSize(60);
    }

    @Test
    void theNodeThatWroteACodeAndOneThatFindsItDueSendItOnce() {
        var node = running(node(provider));
        var outbox = outbox(node);
        for (var i = 0; i < 20; i++) {
            var id = inTransaction(() -> outbox.sms(PHONE, CODE, once(), "registration-code"));
            clock.advance(Duration.ofSeconds(2));
            node.takeDue(Channel.SMS);
            await(() -> state(outbox, id) == State.ACCEPTED);
        }
        assertThat(provider.handed()).hasSize(20);
    }

    @Test
    void aCodeWhoseNodeDiedBetweenClaimAndSubmitIsNeverSentAndIsErased() {
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        assertThat(messages.claim(id, settings.lease())).isPresent(); // and the node is gone

        var other = node(provider);
        for (var i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(1));
            sendDue(other);
            other.tidy();
        }

        assertThat(provider.handed()).isEmpty();
        assertThat(state(outbox, id)).isEqualTo(State.LOST);
    }

    @Test
    void aCodeWhoseNodeDiedAfterSubmitIsNotSentAgain() {
        provider.answers(handed -> {
            throw new IllegalStateException("the node is gone before it noted the answer");
        });
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        sendDue(node(provider));
        assertThat(provider.handed()).hasSize(1);

        var other = node(provider);
        for (var i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(1));
            sendDue(other);
            other.tidy();
        }

        assertThat(provider.handed()).hasSize(1);
        assertThat(state(outbox, id)).isEqualTo(State.LOST);
    }

    @Test
    void aNoticeWhoseNodeDiedIsSentByAnotherWhenItsLeaseRanOut() {
        var outbox = outbox(node(provider));
        var id = send(outbox, Delivery.surely());
        var dead = messages.claim(id, settings.lease()).orElseThrow();

        sendDue(node(provider));
        assertThat(provider.handed()).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        sendDue(node(provider));
        assertThat(provider.handed()).hasSize(1);
        assertThat(state(outbox, id)).isEqualTo(State.ACCEPTED);

        // Should the dead node live after all, it changes nothing any more.
        assertThat(messages.finish(dead, State.REFUSED, "alpha", null, "late")).isFalse();
        assertThat(state(outbox, id)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aCodeThatExpiredIsDroppedUnsent() {
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        clock.advance(Duration.ofMinutes(5));

        var node = node(provider);
        sendDue(node);
        node.tidy();

        assertThat(provider.handed()).isEmpty();
        assertThat(state(outbox, id)).isEqualTo(State.DROPPED);
    }

    @Test
    void aCodeThatExpiresInTheHandsOfItsNodeIsDroppedUnsent() {
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        var claimed = messages.claim(id, settings.lease()).orElseThrow();
        clock.advance(Duration.ofMinutes(5));

        node(provider).deliver(claimed);

        assertThat(provider.handed()).isEmpty();
        assertThat(state(outbox, id)).isEqualTo(State.DROPPED);
    }

    @Test
    void aCodeThatNobodyTookIsTriedAgainUntilSomebodyDoes() {
        var attempts = new AtomicInteger();
        provider.answers(handed -> attempts.incrementAndGet() < 4
                ? new Submission.NotTaken("alpha", "status 0x00000058")
                : new Submission.Accepted("alpha", "id"));
        var outbox = outbox(node(provider));
        var id = send(outbox, once());

        for (var i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(5));
            sendDue(node(provider));
        }

        assertThat(provider.handed()).hasSize(4);
        assertThat(state(outbox, id)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aCodeOfWhichNobodyKnowsIsNotSentAgain() {
        provider.answers(new Submission.Uncertain("alpha", "SILENT"));
        var outbox = outbox(node(provider));
        var id = send(outbox, once());

        for (var i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(30));
            sendDue(node(provider));
        }

        assertThat(provider.handed()).hasSize(1);
        assertThat(state(outbox, id)).isEqualTo(State.UNCERTAIN);
    }

    @Test
    void aNoticeIsTriedEverMoreRarelyAndThenGivenUp() {
        provider.answers(new Submission.Uncertain("alpha", "SILENT"));
        var outbox = outbox(node(provider));
        var id = send(outbox, Delivery.surely());
        var node = node(provider);
        var begun = clock.instant();
        while (state(outbox, id) == State.WAITING && clock.instant().isBefore(begun.plus(Duration.ofDays(2)))) {
            clock.advance(Duration.ofMinutes(20));
            sendDue(node);
            node.tidy();
        }

        assertThat(state(outbox, id)).isEqualTo(State.GIVEN_UP);
        assertThat(Duration.between(begun, clock.instant())).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(provider.handed().size()).isBetween(25, 60);
        assertThat(meters.counter("mocua.outbox.messages", "channel", "sms", "provider", "none", "outcome", "given-up")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsRefusedForGoodIsRecordedAndErased() {
        provider.answers(new Submission.Refused("alpha", "status 0x0000000B"));
        var outbox = outbox(node(provider));
        var id = send(outbox, Delivery.surely());

        sendDue(node(provider));

        assertThat(outbox.fateOf(id)).hasValueSatisfying(fate -> {
            assertThat(fate.state()).isEqualTo(State.REFUSED);
            assertThat(fate.provider()).isEqualTo("alpha");
            assertThat(fate.finishedAt()).isNotNull();
        });
    }

    @Test
    void whileNoProviderIsUpNothingIsClaimedAndAfterwardsEverythingGoesOut() {
        var outbox = outbox(running(node(provider)));
        provider.up(false);
        var id = inTransaction(() -> outbox.sms(PHONE, CODE, once(), "registration-code"));
        clock.advance(Duration.ofSeconds(60));
        assertThat(state(outbox, id)).isEqualTo(State.WAITING);

        provider.up(true);

        await(() -> state(outbox, id) == State.ACCEPTED);
        assertThat(provider.handed())
                .singleElement()
                .satisfies(handed -> assertThat(handed.validity()).isEqualTo(Duration.ofMinutes(4)));
    }

    @Test
    void whatCanWaitIsNotSentAtNightAndACodeIs() {
        at("2026-11-26T21:00:00");
        var outbox = outbox(node(provider));
        var calm = send(outbox, "Thong bao", Delivery.surely().inDaytime());
        var urgent = send(outbox, "Canh bao", Delivery.surely());
        var code = send(outbox, once());

        sendDue(node(provider));
        assertThat(state(outbox, urgent)).isEqualTo(State.ACCEPTED);
        assertThat(state(outbox, code)).isEqualTo(State.ACCEPTED);
        at("2026-11-27T06:59:50");
        sendDue(node(provider));
        assertThat(state(outbox, calm)).isEqualTo(State.WAITING);

        at("2026-11-27T07:00:00");
        sendDue(node(provider));
        assertThat(state(outbox, calm)).isEqualTo(State.ACCEPTED);
        assertThat(provider.handed()).hasSize(3);
    }

    @Test
    void whatCouldNotBeSentInTheEveningWaitsForTheMorning() {
        at("2026-11-26T20:59:00");
        provider.answers(new Submission.NotTaken("alpha", "DOWN"));
        var outbox = outbox(node(provider));
        var calm = send(outbox, "Thong bao", Delivery.surely().inDaytime());
        sendDue(node(provider));
        assertThat(provider.handed()).hasSize(1);

        at("2026-11-26T21:00:30");
        sendDue(node(provider));
        assertThat(provider.handed()).hasSize(1);
        provider.answers(new Submission.Accepted("alpha", "id"));
        at("2026-11-27T07:00:30");
        sendDue(node(provider));
        assertThat(state(outbox, calm)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whatIsWrittenByDayGoesAtOnceThoughItCouldWait() {
        at("2026-11-26T12:00:00");
        var outbox = outbox(running(node(provider)));
        var calm = send(outbox, "Thong bao", Delivery.surely().inDaytime());

        await(() -> state(outbox, calm) == State.ACCEPTED);
    }

    @Test
    void codesGoBeforeNotices() {
        var outbox = outbox(node(provider));
        for (var i = 0; i < 12; i++) {
            send(outbox, "Thong bao " + i, Delivery.surely());
        }
        send(outbox, CODE, once());

        sendDue(node(provider));

        assertThat(provider.handed())
                .extracting(FakeSmsSender.Handed::text)
                .contains(CODE)
                .hasSize(8);
    }

    @Test
    void aProviderThatHangsHoldsUpNeitherMailNorMoreThanItsPlaces() throws InterruptedException {
        var end = new CountDownLatch(1);
        provider.answers(handed -> {
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Submission.Uncertain("alpha", "SILENT");
        });
        var outbox = outbox(running(node(provider)));
        for (var i = 0; i < 20; i++) {
            inTransaction(() -> outbox.sms(PHONE, CODE, once(), "registration-code"));
        }
        var mail = inTransaction(() -> outbox.mail(MAIL, Language.EN, "Subject", "Text", once(), "confirm-address"));

        await(() -> state(outbox, mail) == State.ACCEPTED);
        await(() -> provider.handed().size() == 8);
        Thread.sleep(200);
        assertThat(provider.handed()).hasSize(8);
        end.countDown();
    }

    @Test
    void anAcceptedCodeIsNotedThoughTheDatabaseWasAwayForAMoment() {
        var away = new AtomicInteger();
        var restarting = new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.getAndDecrement() > 0) {
                    throw new SQLTransientConnectionException("restarting");
                }
                return super.getConnection();
            }
        };
        provider.answers(handed -> {
            away.set(2);
            return new Submission.Accepted("alpha", "id");
        });
        var outbox = outbox(node(provider));
        var id = send(outbox, once());

        sendDue(node(new OutboxMessages(JdbcClient.create(restarting), clock), provider));

        await(() -> state(outbox, id) == State.ACCEPTED);
        assertThat(provider.handed()).hasSize(1);
    }

    @Test
    void finishedRowsAreTakenOutAfterADay() {
        var outbox = outbox(node(provider));
        var id = send(outbox, once());
        var node = node(provider);
        sendDue(node);
        new SmsReceipts(TestDatabase.db(), clock).add("alpha", "id-1", ReceiptState.DELIVERED);
        assertThat(outbox.fateOf(id).orElseThrow().receipt()).isEqualTo("delivered");

        clock.advance(Duration.ofHours(23));
        node.tidy();
        assertThat(rows()).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        node.tidy();
        assertThat(rows()).isZero();
        assertThat(TestDatabase.db()
                        .sql("select count(*) from sms_receipt")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aLaterReceiptDoesNotTakeBackAnEnd() {
        var receipts = new SmsReceipts(TestDatabase.db(), clock);
        receipts.add("alpha", "7", ReceiptState.EN_ROUTE);
        receipts.add("alpha", "7", ReceiptState.DELIVERED);
        receipts.add("alpha", "7", ReceiptState.UNKNOWN);

        assertThat(TestDatabase.db()
                        .sql("select state from sms_receipt")
                        .query(String.class)
                        .single())
                .isEqualTo("delivered");
    }

    @Test
    void operatorsSeeHowManyWaitAndForHowLong() {
        var node = node(provider);
        send(outbox(node), Delivery.surely());
        clock.advance(Duration.ofSeconds(90));
        node.tidy();

        assertThat(gauge("mocua.outbox.waiting")).isEqualTo(1);
        assertThat(gauge("mocua.outbox.age")).isEqualTo(90);
        sendDue(node);
        node.tidy();
        assertThat(gauge("mocua.outbox.waiting")).isZero();
        assertThat(gauge("mocua.outbox.age")).isZero();
    }

    private double gauge(String name) {
        return meters.get(name).tag("channel", "sms").gauge().value();
    }

    /** In Vietnam. */
    private void at(String time) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(time + "+07:00")));
    }

    private static Delivery once(Instant expiry) {
        return Delivery.onceBefore(expiry);
    }

    private Delivery once() {
        return once(clock.instant().plus(Duration.ofMinutes(5)));
    }

    private UUID send(Outbox outbox, Delivery delivery) {
        return send(outbox, CODE, delivery);
    }

    /** Writes a message and lets it become due for everybody. */
    private UUID send(Outbox outbox, String text, Delivery delivery) {
        return inTransaction(() -> outbox.sms(PHONE, text, delivery, "registration-code"));
    }

    /** Makes a node take what is due and waits until it did. */
    private void sendDue(Dispatch node) {
        clock.advance(Duration.ofSeconds(2));
        node.takeDue(Channel.SMS);
        node.stop();
    }

    private Dispatch node(FakeSmsSender sender) {
        return node(messages, sender);
    }

    private Dispatch node(OutboxMessages rows, FakeSmsSender sender) {
        EmailSender mail = (id, letter) -> {
            mails.add(letter.to());
            return new Submission.Accepted("mail", null);
        };
        return new Dispatch(rows, sealing, new SmsRoutes(List.of(sender)), mail, settings, meters, clock);
    }

    private Dispatch running(Dispatch node) {
        node.start();
        nodes.add(node);
        return node;
    }

    private Outbox outbox(Dispatch node) {
        return new Outbox(messages, sealing, node, settings, clock);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private static State state(Outbox outbox, UUID id) {
        return outbox.fateOf(id).orElseThrow().state();
    }

    private static long rows() {
        return TestDatabase.db()
                .sql("select count(*) from outbox_message")
                .query(Long.class)
                .single();
    }

    private static long waiting() {
        return TestDatabase.db()
                .sql("select count(*) from outbox_message where finished_at is null")
                .query(Long.class)
                .single();
    }
}
