package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T30: a database without a connection left: whoever comes is told to come again, in words and by header, whatever the page. */
@Tag("slow")
class TheDatabaseMayBeAwayTest {

    private static RunningPortal portal;
    private static RunningPortal.Node node;
    private static Visitor owner;

    private Connection theOnly;

    @BeforeAll
    static void start() {
        portal = RunningPortal.shared();
        node = portal.anotherNode(
                Map.of(
                        "spring.datasource.hikari.maximum-pool-size", "1",
                        "spring.datasource.hikari.connection-timeout", "250"),
                beans -> {});
        var an = Citizen.fresh(portal);
        an.registers(portal.visitorFromElsewhere());
        owner = portal.visitorFromElsewhere().ledTo(node.url());
        assertThat(an.signsIn(owner).path()).isEqualTo("/account");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void takeIt() {
        theOnly = Waiting.until(Duration.ofSeconds(30), () -> {
            try {
                return Optional.of(node.context().getBean(DataSource.class).getConnection());
            } catch (SQLException taken) {
                return Optional.empty();
            }
        });
    }

    @AfterEach
    void giveItBack() throws SQLException {
        theOnly.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/register",
                "/register/advice?kind=CITIZEN",
                "/account",
                "/account/sessions",
                "/account/activity",
                "/account/download"
            })
    void pagesThatNeedItSayToComeAgain(String page) {
        saysToComeAgain(owner.get(page));
    }

    @Test
    void soDoFormsAndWhatWasSentIsSentAgainByTheBrowser() throws SQLException {
        theOnly.close();
        var visitor = portal.visitorFromElsewhere().ledTo(node.url());
        var signIn = visitor.open("/sign-in");
        var forgotten = visitor.open("/forgot-password");
        takeIt();

        saysToComeAgain(visitor.submit(signIn, Map.of("username", "051090000001", "password", Citizen.PASSWORD)));
        saysToComeAgain(visitor.submit(forgotten, Map.of("username", "051090000001", "way", "phone", "captcha", "1")));
    }

    @Test
    void pagesThatDoNotNeedItAreServed() {
        assertThat(portal.visitorFromElsewhere().ledTo(node.url()).get("/").status())
                .isEqualTo(200);
    }

    private static void saysToComeAgain(Visitor.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "5");
        assertThat(answer.text()).contains("Hệ thống đang bận");
    }
}
