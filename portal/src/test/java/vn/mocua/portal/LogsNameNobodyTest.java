package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** Threat T50: whatever people and attackers type, no log line and no figure repeats it, and no line can be forged. */
class LogsNameNobodyTest {

    private static final String CANARY = "KANARI";

    /** What breaks lines, colours terminals and turns the direction of writing. */
    private static final List<String> NASTY = List.of(
            CANARY,
            CANARY + "\r\n2026-01-01T00:00:00Z  INFO forged : " + CANARY,
            "\u001b[31m" + CANARY + "\u001b[0m",
            "\u202e" + CANARY + "\u2066",
            "${jndi:ldap://" + CANARY + "}",
            "%n%s{}" + CANARY,
            CANARY + "\u0000\u2028" + CANARY);

    private final RunningPortal portal = RunningPortal.shared();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    @BeforeEach
    void listen() {
        ((Logger) LoggerFactory.getLogger("vn.mocua.portal")).setLevel(Level.TRACE);
        // Whatever another test's start has left of it.
        root.setLevel(Level.INFO);
        listener.setContext(root.getLoggerContext());
        listener.start();
        root.addAppender(listener);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(listener);
        ((Logger) LoggerFactory.getLogger("vn.mocua.portal")).setLevel(null);
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
    }

    @Test
    void noJourneyWhateverIsTypedLeavesATraceInLogsOrFigures() throws IOException {
        var secrets = new ArrayList<String>();
        secrets.add(CANARY);
        var an = Citizen.fresh(portal);
        var email = "kanari-" + UUID.randomUUID() + "@hop-thu.example";
        var visitor = portal.visitor();
        nastyEverywhere(
                visitor, an.beginsAt(visitor).path(), an.beginsAt(visitor).valueOf("_csrf"));

        var page = an.beginsAt(visitor);
        for (var nasty : NASTY) {
            for (var field : List.of("nationalId", "fullName", "birthDate", "phone", "email", "captcha")) {
                var answer = an.sendsDetails(visitor, page, Map.of(field, nasty));
                assertThat(answer.status()).isEqualTo(422);
                // The bare word is a name, which the operator does not know.
                page = answer.valueOf("captchaToken").isEmpty() ? visitor.get(page.path()) : answer;
            }
        }
        portal.sandbox().fault(Outside.TELCO, Fault.GARBAGE, Duration.ofMinutes(1));
        assertThat(an.sendsDetails(visitor, page, Map.of("email", email)).status())
                .isEqualTo(503);
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
        var otp = visitor.follow(an.sendsDetails(visitor, visitor.get(page.path()), Map.of("email", email)));
        var code = an.codeAfter("");
        for (var nasty : NASTY) {
            otp = visitor.submit(otp, Map.of("otp", nasty));
        }
        nastyEverywhere(visitor, otp.path(), otp.valueOf("_csrf"));
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", code)));
        for (var nasty : NASTY) {
            password = visitor.submit(password, Map.of("password", nasty, "passwordConfirmation", nasty + "x"));
        }
        assertThat(visitor.follow(visitor.submit(password, an.passwords())).path())
                .isEqualTo("/register/done");
        for (var nasty : NASTY) {
            visitor.submit(visitor.open("/sign-in"), "/sign-in", Map.of("username", nasty, "password", nasty));
        }
        assertThat(an.typesPassword(visitor, "Sai-mat-khau-55").status()).isEqualTo(422);
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        var again = Citizen.fresh(portal);
        again.fillsInDetails(portal.visitor(), Map.of("phone", an.person().phone()));
        an.arrivesAtPassword(portal.visitor());

        secrets.addAll(List.of(
                an.person().nationalId(),
                an.person().fullName(),
                an.person().phone(),
                an.person().phone().substring(1),
                email,
                code,
                Citizen.PASSWORD,
                "Sai-mat-khau-55",
                page.valueOf("captchaToken"),
                visitor.cookies().get("__Host-session"),
                visitor.cookies().get("__Host-csrf")));
        LoggerFactory.getLogger(LogsNameNobodyTest.class).warn("everybody has been there");
        assertThat(events).as("what is logged is heard here").isNotEmpty();
        assertThat(events)
                .as("nothing that was typed is a failure")
                .noneMatch(event -> event.getLevel() == Level.ERROR);
        events.forEach(this::write);
        assertThat(written)
                .filteredOn(line -> secrets.stream().anyMatch(line::contains))
                .isEmpty();
        events.stream()
                .filter(event -> event.getThrowableProxy() == null)
                .forEach(event -> assertThat(encoded(event).strip())
                        .as("one line, plain letters")
                        .doesNotContainPattern("[\\p{Cntrl}&&[^\\t]]|[\u202a-\u202e\u2066-\u2069\u2028\u2029]"));

        var figures = portal.bean(PrometheusMeterRegistry.class).scrape();
        assertThat(figures).contains("http_server_requests").contains("mocua_outside_calls");
        for (var secret : secrets) {
            assertThat(figures).doesNotContain(secret);
        }
        assertThat(figures).doesNotContain(an.person().id());
    }

    /** Addresses, queries, headers, cookies, and bodies that are none. */
    private void nastyEverywhere(Visitor visitor, String path, String csrf) throws IOException {
        for (var nasty : NASTY) {
            var encoded = URLEncoder.encode(nasty, StandardCharsets.UTF_8).replace("+", "%20");
            visitor.get("/" + encoded);
            visitor.get(path + "?q=" + encoded + "&" + encoded + "=1");
            visitor.get("/language/en?back=" + encoded);
            visitor.get("/captcha/" + encoded + ".png");
            visitor.post("/" + encoded, Map.of("_csrf", csrf));
            visitor.post("/captcha/renew", Map.of("_csrf", csrf, "captchaToken", nasty));
            var fields = new HashMap<>(Map.of("_csrf", csrf));
            fields.put(nasty, nasty);
            visitor.post(path, fields);
        }
        visitor.postRaw(path, "_csrf=" + csrf + "&fullName=%" + CANARY + "&x=%ZZ" + CANARY + "&" + CANARY + "%");
        visitor.request("POST", path, "multipart/form-data; boundary=" + CANARY, CANARY);
        visitor.request("POST", path, "application/x-www-form-urlencoded; charset=" + CANARY, CANARY);
        visitor.copy().sending("X-Forwarded-For", CANARY).get("/");
        visitor.copy().sending("Accept-Language", CANARY).get("/");
        visitor.copy().sending("Range", CANARY).get("/");
        var host = portal.url().getAuthority();
        for (var raw : List.of(
                "GET /" + CANARY + "?a={b}|c HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + host + "\r\nCookie: __Host-csrf=\"" + CANARY + "\u0001; a=b" + CANARY
                        + "\u0002\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + host + "\r\n" + CANARY + " broken\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + CANARY + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + CANARY + "[:x\r\n\r\n",
                CANARY + " / HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
                "GET / " + CANARY + "\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + CANARY + "\r\n\r\n",
                "GET /" + "x".repeat(20_000) + CANARY + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")) {
            try (var socket = new Socket("127.0.0.1", portal.url().getPort())) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                socket.getInputStream().read(new byte[64]);
            } catch (IOException theServerHungUp) {
                // What matters is what it wrote down.
            }
        }
    }

    private void write(ILoggingEvent event) {
        written.add(encoded(event));
        written.add(event.getFormattedMessage());
        event.getMDCPropertyMap().values().forEach(written::add);
    }

    /** As it is really written. */
    @SuppressWarnings("unchecked")
    private String encoded(ILoggingEvent event) {
        for (var appenders = root.iteratorForAppenders(); appenders.hasNext(); ) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (appender instanceof OutputStreamAppender<?> console) {
                return new String(
                        ((Encoder<ILoggingEvent>) console.getEncoder()).encode(event), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("nothing is written anywhere");
    }
}
