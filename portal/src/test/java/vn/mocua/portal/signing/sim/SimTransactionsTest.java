package vn.mocua.portal.signing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.JsonForTests;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.sim.SimTransaction.Kept;
import vn.mocua.portal.signing.sim.SimTransaction.State;
import vn.mocua.portal.vault.TestVault;

/** One prompt for each number, each look by whoever asked, each row by one node. */
class SimTransactionsTest {

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofSeconds(3);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final JsonMapper json = JsonForTests.mapper();
    private final SimProvider provider =
            new SimProvider("p" + ThreadLocalRandom.current().nextInt(1_000_000_000));
    private final PhoneNumber phone =
            PhoneNumber.of("091" + "%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));
    private SimTransactions transactions;

    @BeforeEach
    void open() {
        transactions = new SimTransactions(JdbcClient.create(TestDatabase.asPortal()), json, TestVault.vault(), clock);
    }

    @Test
    void oneIsOpenForEachNumberHoweverManyAskAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = Stream.<Callable<Boolean>>generate(() -> () -> asks("somebody"))
                    .limit(20)
                    .toList();
            assertThat(threads.invokeAll(asking).stream()
                            .map(SimTransactionsTest::done)
                            .filter(opened -> opened))
                    .hasSize(1);
        }
    }

    @Test
    void onlyWhoAskedHearsOfIt() {
        var id = UUID.randomUUID();
        transactions.open(id, provider, kept("mine"), LIFE);

        assertThat(transactions.find(id, "mine")).isPresent();
        assertThat(transactions.find(id, "another's")).isEmpty();
        assertThat(transactions.openAt(phone, "mine").orElseThrow().mine()).isTrue();
        assertThat(transactions.openAt(phone, "another's").orElseThrow().mine()).isFalse();
    }

    @Test
    void whoLeftAPromptMayWaitForItAgainAndNobodyElseMay() {
        var id = UUID.randomUUID();
        transactions.open(id, provider, kept("mine"), LIFE);
        transactions.leave("mine", null);

        assertThat(transactions.openAt(phone, "mine").orElseThrow().mine()).isTrue();
        assertThat(transactions.takeUp(id, "another's")).isFalse();
        assertThat(transactions.find(id, "mine").orElseThrow().leftAt()).isNotNull();
        assertThat(transactions.takeUp(id, "mine")).isTrue();
        assertThat(transactions.find(id, "mine").orElseThrow().leftAt()).isNull();
    }

    @Test
    void eachRowIsOneNodesAndIsDueAgainWithoutAWord() {
        asks("mine");
        var begun = transactions.claim(provider, 10, POLL);
        assertThat(begun).extracting(SimTransaction::state).containsExactly(State.ASKED);
        assertThat(transactions.claim(provider, 10, POLL)).isEmpty();

        assertThat(transactions.goOn(begun.getFirst(), State.WAITING, POLL)).isTrue();
        assertThat(transactions.claim(provider, 10, POLL)).isEmpty();
        for (var round = 0; round < 3; round++) {
            clock.advance(POLL);
            assertThat(transactions.claim(provider, 10, POLL))
                    .extracting(SimTransaction::state)
                    .containsExactly(State.WAITING);
            assertThat(transactions.claim(provider, 10, POLL)).isEmpty();
        }
    }

    @Test
    void whatTwoFoundOutAtOnceIsWrittenOnce() {
        asks("mine");
        transactions.goOn(transactions.claim(provider, 1, POLL).getFirst(), State.WAITING, POLL);
        clock.advance(POLL);
        var slow = transactions.claim(provider, 1, POLL).getFirst();
        clock.advance(POLL);
        var quick = transactions.claim(provider, 1, POLL).getFirst();

        assertThat(transactions.goOn(quick, State.CHECKING, POLL)).isTrue();
        assertThat(transactions.goOn(slow, State.CHECKING, POLL)).isFalse();
        assertThat(transactions.end(slow, State.FAILED, "user-timeout")).isFalse();
    }

    @Test
    void aPromptWhoseNodeIsGoneIsTakenForLost() {
        asks("mine");
        transactions.claim(provider, 1, POLL);
        clock.advance(SimTransactions.LEASE.plusSeconds(1));

        assertThat(transactions.claim(provider, 1, POLL))
                .extracting(SimTransaction::state)
                .containsExactly(State.STARTING);
    }

    @Test
    void whatIsOverMakesRoomForAnotherAtThatNumber() {
        asks("mine");
        assertThat(asks("another's")).isFalse();
        clock.advance(LIFE);

        assertThat(transactions.openAt(phone, "another's")).isEmpty();
        assertThat(asks("another's")).isTrue();
    }

    @Test
    void afterADayNothingIsLeft() {
        var id = UUID.randomUUID();
        transactions.open(id, provider, kept("mine"), LIFE);
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        transactions.forgetOld();

        assertThat(transactions.find(id, "mine")).isEmpty();
    }

    @Test
    void noNumberStandsInTheTable() {
        asks("mine");
        var rows = JdbcClient.create(TestDatabase.asOwner())
                .sql("select t::text from sim_signing t where provider = :provider")
                .param("provider", provider.name())
                .query(String.class)
                .list();

        assertThat(rows)
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain(phone.value()).doesNotContain(phone.national()));
    }

    private boolean asks(String bearer) {
        return transactions.open(UUID.randomUUID(), provider, kept(bearer), LIFE);
    }

    private Kept kept(String bearer) {
        return new Kept(
                phone,
                "text",
                UUID.randomUUID(),
                bearer,
                Purpose.REGISTER,
                SubjectKind.CITIZEN,
                null,
                null,
                null,
                null);
    }

    private static <T> T done(java.util.concurrent.Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
