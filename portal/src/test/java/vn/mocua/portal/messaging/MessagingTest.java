package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.messaging.Awaits.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.Town;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.messaging.Outbox.State;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.page.TextsForTests;
import vn.mocua.portal.vault.TestVault;
import vn.mocua.portal.vault.Vault;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;

/** The whole room, as it is configured, with two message centres and a mail server on their real wires. */
@Tag("slow")
class MessagingTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"vn.mocua.portal.messaging", "vn.mocua.portal.outside"})
    @ImportAutoConfiguration({
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        MetricsAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class,
        SimpleMetricsExportAutoConfiguration.class
    })
    static class Node {

        @Bean
        static DataSource database() {
            return TestDatabase.asPortal();
        }

        @Bean
        static Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        static Vault vault() {
            return TestVault.vault();
        }

        @Bean
        static Texts texts() {
            return TextsForTests.texts();
        }
    }

    private static Town town;

    private final ArrayList<ConfigurableApplicationContext> nodes = new ArrayList<>();

    @BeforeAll
    static void begin() {
        town = new Town();
    }

    @AfterAll
    static void end() {
        town.close();
    }

    @BeforeEach
    void empty() {
        TestDatabase.db().sql("delete from outbox_message").update();
        TestDatabase.db().sql("delete from sms_receipt").update();
    }

    @AfterEach
    void stop() {
        for (var system : Outside.values()) {
            town.sandbox().fault(system, Fault.NONE, Duration.ZERO);
        }
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void aCodeReachesThePhoneAndItsReceiptComesBack() {
        var node = bound();
        var phone = phone(Fate.ORDINARY);

        var id = code(node, phone, "Ma xac thuc @100001_$");

        await(() -> state(node, id) == State.ACCEPTED);
        await(() -> !town.sandbox().sms(phone.national()).isEmpty());
        assertThat(town.sandbox().sms(phone.national()).getFirst()).satisfies(sms -> {
            assertThat(sms.text()).isEqualTo("Ma xac thuc @100001_$");
            assertThat(sms.from()).isEqualTo("MOCUA");
            assertThat(sms.parts()).isEqualTo(1);
            assertThat(sms.centre()).isEqualTo("alpha");
        });
        await(() -> "delivered".equals(fate(node, id).receipt()));
    }

    @Test
    void aSuspendedLineIsReportedByItsReceipt() {
        var node = bound();
        var id = code(node, phone(Fate.NO_SMS), "Ma xac thuc 100002");

        await(() -> "undeliverable".equals(fate(node, id).receipt()));
        assertThat(state(node, id)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whenTheFirstCentreIsNotThereTheSecondCarriesTheCode() {
        town.sandbox().fault(Outside.SMSC_ALPHA, Fault.DOWN, Duration.ofMinutes(1));
        var node = node();
        await(() -> lines(node).senders().get(1).isUp());
        assertThat(lines(node).senders().get(0).isUp()).isFalse();
        var phone = phone(Fate.TONE_MARKS);

        var id = code(node, phone, "Ma xac thuc 100003");

        await(() -> state(node, id) == State.ACCEPTED);
        await(() -> !town.sandbox().sms(phone.national()).isEmpty());
        assertThat(town.sandbox().sms(phone.national()).getFirst().centre()).isEqualTo("beta");
        assertThat(node.getBean("smsHealthIndicator", HealthIndicator.class).health())
                .satisfies(health -> assertThat(health.getStatus()).isEqualTo(Status.UP))
                .satisfies(health -> assertThat(health.getDetails())
                        .containsEntry("alpha", "not bound")
                        .containsEntry("beta", "bound"));
    }

    @Test
    void codesWrittenWhileEveryCentreIsDownArriveWhenTheyAreBack() {
        town.sandbox().fault(Outside.SMSC, Fault.DOWN, Duration.ofMinutes(1));
        var node = node();
        var phone = phone(Fate.ONE_WORD);
        var id = code(node, phone, "Ma xac thuc 100004");
        assertThat(state(node, id)).isEqualTo(State.WAITING);

        town.sandbox().fault(Outside.SMSC, Fault.NONE, Duration.ZERO);

        await(() -> !town.sandbox().sms(phone.national()).isEmpty());
        await(() -> state(node, id) == State.ACCEPTED);
        assertThat(town.sandbox().sms(phone.national())).hasSize(1);
    }

    @Test
    void aCodeWhoseAnswerIsCutIsNotSentOnceMoreByAnybody() throws InterruptedException {
        var node = bound();
        var other = bound();
        town.sandbox().fault(Outside.SMSC_ALPHA, Fault.CUT, Duration.ofMinutes(1));
        var phone = phone(Fate.LONG_NAME);

        var id = code(node, phone, "Ma xac thuc 100005");

        await(() -> state(other, id) == State.UNCERTAIN);
        town.sandbox().fault(Outside.SMSC_ALPHA, Fault.NONE, Duration.ZERO);
        Thread.sleep(1500); // both nodes look for leftovers meanwhile
        assertThat(town.sandbox().sms(phone.national())).hasSize(1);
    }

    @Test
    void aNoticeWhoseAnswerIsCutGoesByTheOtherCentre() {
        var node = bound();
        town.sandbox().fault(Outside.SMSC_ALPHA, Fault.CUT, Duration.ofMinutes(1));
        var phone = phone(Fate.APOSTROPHE);

        var id = transaction(
                node, () -> outbox(node).sms(phone, "Tai khoan da mo", Delivery.surely(), "account-opened"));

        await(() -> state(node, id) == State.ACCEPTED);
        assertThat(fate(node, id).provider()).isEqualTo("beta");
        await(() -> town.sandbox().sms(phone.national()).size() == 2);
    }

    @Test
    void aCentreThatTalksNonsenseIsLeftAndFoundAgain() {
        town.sandbox().fault(Outside.SMSC, Fault.GARBAGE, Duration.ofMinutes(1));
        var node = node();
        var phone = phone(Fate.YEAR_ONLY);
        var id = transaction(
                node, () -> outbox(node).sms(phone, "Tai khoan da mo", Delivery.surely(), "account-opened"));
        town.sandbox().fault(Outside.SMSC, Fault.NONE, Duration.ZERO);

        await(() -> state(node, id) == State.ACCEPTED);
        await(() -> !town.sandbox().sms(phone.national()).isEmpty());
    }

    @Test
    void aMailGoesTheSameWay() {
        var node = bound();

        var id = transaction(
                node,
                () -> outbox(node)
                        .mail(
                                EmailAddress.of("an@example.vn"),
                                Language.VI,
                                "Mã xác thực",
                                "Mã: 123456",
                                Delivery.surely(),
                                "confirm-address"));

        await(() -> state(node, id) == State.ACCEPTED);
        assertThat(town.sandbox().mail("an@example.vn").getFirst().text().strip())
                .isEqualTo("Mã: 123456");
    }

    @Test
    void aNodeThatStopsFirstFinishesWhatItHasInHands() {
        var node = bound();
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < 30; i++) {
            ids.add(code(node, phone(Fate.OLD_CARD), "Ma xac thuc " + (200000 + i)));
        }
        nodes.remove(node);
        node.close();

        var later = bound();
        await(() -> ids.stream().allMatch(id -> state(later, id) == State.ACCEPTED));
        assertThat(town.sandbox().sms(phone(Fate.OLD_CARD).national())).hasSize(30);
    }

    private ConfigurableApplicationContext bound() {
        var node = node();
        await(() -> lines(node).senders().stream().allMatch(SmppSmsSender::isUp));
        return node;
    }

    private ConfigurableApplicationContext node() {
        var settings = new ArrayList<String>();
        for (var name : new String[] {"alpha", "beta"}) {
            for (var key : new String[] {"host", "port", "system-id", "password"}) {
                var setting = "mocua.sms.providers." + name + "." + key;
                settings.add(setting + "=" + town.setting(setting));
            }
            settings.add("mocua.sms.providers." + name + ".submit-timeout=1s");
        }
        for (var setting : new String[] {"mocua.sms.sender", "mocua.mail.host", "mocua.mail.port", "mocua.mail.from"}) {
            settings.add(setting + "=" + town.setting(setting));
        }
        settings.add("mocua.outbox.poll=200ms");
        settings.add("mocua.public-url=https://dichvucong.example.vn");
        var node = new SpringApplicationBuilder(Node.class)
                .web(WebApplicationType.NONE)
                .properties(settings.toArray(String[]::new))
                .logStartupInfo(false)
                .run();
        nodes.add(node);
        return node;
    }

    private UUID code(ConfigurableApplicationContext node, PhoneNumber phone, String text) {
        var expiry = node.getBean(Clock.class).instant().plus(Duration.ofMinutes(5));
        return transaction(node, () -> outbox(node).sms(phone, text, Delivery.onceBefore(expiry), "registration-code"));
    }

    private static UUID transaction(ConfigurableApplicationContext node, Supplier<UUID> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(node.getBean(PlatformTransactionManager.class)).execute(status -> work.get()));
    }

    private static Outbox outbox(ConfigurableApplicationContext node) {
        return node.getBean(Outbox.class);
    }

    private static Messaging.SmppLines lines(ConfigurableApplicationContext node) {
        return node.getBean(Messaging.SmppLines.class);
    }

    private static State state(ConfigurableApplicationContext node, UUID id) {
        return fate(node, id).state();
    }

    private static Outbox.Fate fate(ConfigurableApplicationContext node, UUID id) {
        return outbox(node).fateOf(id).orElseThrow();
    }

    private static PhoneNumber phone(Fate fate) {
        return PhoneNumber.of(town.sandbox().person(fate).phone());
    }
}
