package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** T30: when more begin than can be served they wait in a line, and are let in or sent away; pages go on. */
@Tag("slow")
class WhoeverBeginsWaitsAtTheDoorTest {

    private static RunningPortal portal;
    private static RunningPortal.Node node;
    private static HikariDataSource database;
    private static Citizen an;

    private final List<Connection> taken = new ArrayList<>();
    private Visitor visitor;
    private Visitor.Answer signIn;
    private CompletableFuture<Visitor.Answer> inside;

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        node = portal.anotherNode(
                Map.of(
                        "spring.datasource.hikari.maximum-pool-size", "2",
                        "spring.datasource.hikari.connection-timeout", "30000"),
                beans -> {});
        database = node.context().getBean(HikariDataSource.class);
        an = Citizen.fresh(portal);
        an.registers(portal.visitorFromElsewhere());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Every connection is in use, and somebody waits for one. */
    @BeforeEach
    void crowd() throws SQLException {
        visitor = portal.visitorFromElsewhere().ledTo(node.url());
        signIn = visitor.open("/sign-in");
        taken.add(database.getConnection());
        taken.add(database.getConnection());
        inside = CompletableFuture.supplyAsync(() -> stranger().get("/register"));
        Waiting.until(
                Duration.ofSeconds(20),
                () -> Optional.of(database.getHikariPoolMXBean())
                        .filter(pool -> pool.getThreadsAwaitingConnection() > 0));
    }

    @AfterEach
    void disperse() throws SQLException {
        for (var connection : taken) {
            connection.close();
        }
        taken.clear();
        assertThat(inside.join().status()).as("whoever was in already").isEqualTo(200);
    }

    @Test
    void inABriefCrowdNobodyIsSentAway() throws Exception {
        var comes = comes();
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(comes).isNotDone();

        disperse();
        assertThat(comes.join().status()).isEqualTo(303);
    }

    @Test
    void inACrowdThatLastsTheyAreToldToComeAgainAndPagesAreShown() {
        var comes = comes();
        assertThat(stranger().get("/sign-in").status()).isEqualTo(200);

        var answer = comes.join();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "5");
        assertThat(answer.text()).contains("Hệ thống đang bận");
        assertThat(answer.html().getElementById("main").text()).doesNotContain("sự cố");
    }

    private CompletableFuture<Visitor.Answer> comes() {
        return CompletableFuture.supplyAsync(() -> visitor.submit(
                signIn, "/sign-in", Map.of("username", an.person().nationalId(), "password", Citizen.PASSWORD)));
    }

    private static Visitor stranger() {
        return portal.visitorFromElsewhere().ledTo(node.url());
    }
}
