package vn.mocua.sandbox.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.sandbox.Captchas;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.Waits;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.smsc.Esme;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

class ResidentTest {

    private final Person person = new Cast(1, 0).withFate(Fate.REGISTERED);
    private final AtomicReference<Optional<Sms>> newest =
            new AtomicReference<>(Optional.of(sms(1, "an older code 111111")));
    private ToyPortal portal;
    private Resident resident;

    @BeforeEach
    void open() throws Exception {
        portal = new ToyPortal("the-token", phone -> newest.set(Optional.of(sms(2, "MOCUA: ma 482913, goi 18001096"))));
        resident = new Resident(
                portal.address(),
                token -> token.equals("the-token") ? Optional.of("104729") : Optional.empty(),
                newest::get);
    }

    @AfterEach
    void shut() {
        portal.close();
    }

    @Test
    void aPersonRegistersThroughThePages() throws Exception {
        assertThat(resident.register(person)).isEqualTo(Resident.Ending.REGISTERED);

        assertThat(portal.problems).isEmpty();
        assertThat(portal.posted).hasSize(4);
        assertThat(portal.posted.get(0)).containsEntry("kind", "citizen").containsEntry("method", "mobile-subscriber");
        assertThat(portal.posted.get(1))
                .containsEntry("nationalId", person.nationalId())
                .containsEntry("fullName", person.fullName())
                .containsEntry("birthDate", person.birthDate())
                .containsEntry("phone", person.phone())
                .containsEntry("captcha", "104729")
                .containsEntry("captchaToken", "the-token")
                .containsEntry("email", "")
                .containsEntry("consent", "yes");
        assertThat(portal.posted.get(2)).containsEntry("otp", "482913");
        assertThat(portal.posted.get(3))
                .containsEntry("password", String.valueOf(person.password()))
                .containsEntry("passwordConfirmation", String.valueOf(person.password()));
    }

    @Test
    void whoIsToldOfAnAccountAfterTheCodeHasOne() throws Exception {
        portal.knowsThePerson.set(true);
        assertThat(resident.register(person)).isEqualTo(Resident.Ending.KNOWN_ALREADY);
    }

    @Test
    void aPortalOutOfOrderIsWorthAnotherTry() {
        portal.brokenOnce.set(true);
        assertThatThrownBy(() -> resident.register(person))
                .isInstanceOf(Resident.Turned.class)
                .hasMessageContaining("503");
    }

    @Test
    void readinessIsAskedAndNotGuessed() throws Exception {
        assertThat(resident.isReady()).isTrue();
        portal.ready.set(false);
        assertThat(resident.isReady()).isFalse();
        portal.close();
        assertThat(resident.isReady()).isFalse();
    }

    @Test
    void theSandboxSendsItsResidentOnceAndRemembers(@TempDir Path folder) throws Exception {
        try (var sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null)) {
            var properties = new Properties();
            properties.load(Files.newBufferedReader(sandbox.portalProperties()));
            try (var own = new ToyPortal(Captchas.token(properties, "104729"), phone -> send(properties, phone))) {
                own.brokenOnce.set(true);
                sandbox.portalAt(own.address());
                Waits.until(sandbox::isRegistered);

                assertThat(own.problems).isEmpty();
                assertThat(own.posted.getLast()).containsKey("passwordConfirmation");
                assertThat(new Http(sandbox.port()).get("/healthz").body()).contains("\"registered\":\"done\"");
            }
        }
        portal.posted.clear();
        try (var again = Sandbox.start(folder, 0, portal.address())) {
            assertThat(again.isRegistered()).isTrue();
            assertThat(portal.posted).isEmpty();
        }
    }

    private static void send(Properties properties, String phone) {
        var provider = "mocua.sms.providers.beta.";
        try (var esme = new Esme(Integer.parseInt(properties.getProperty(provider + "port")))) {
            esme.bind(2, properties.getProperty(provider + "system-id"), properties.getProperty(provider + "password"));
            esme.submit("84" + phone.substring(1), "MOCUA: ma xac thuc 730164");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sms sms(long number, String text) {
        return new Sms(number, "MOCUA", text, Instant.EPOCH, 1, "alpha");
    }
}
