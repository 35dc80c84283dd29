package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Identifier;

/**
 * Threat T53: a forged host or client address moves no link and no limit; nothing of the works is to be seen; with
 * secrets missing or everybody's the portal does not start.
 */
class ForgedAddressesMoveNothingTest {

    private static final List<String> FORGED = List.of(
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 444",
            "X-Forwarded-Prefix: /evil.example",
            "X-Forwarded-Server: evil.example",
            "X-Host: evil.example",
            "X-Original-URL: /admin",
            "X-Rewrite-URL: /admin",
            "Forwarded: host=evil.example;proto=https;for=198.51.100.9",
            "X-HTTP-Method-Override: DELETE");

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void aForgedHostIsSentToThePublicAddressAndAForgedFormIsRefused() throws IOException {
        for (var host : List.of("evil.example", "127.0.0.1", "localhost", "localhost:1", "evil.example:80")) {
            var answer = raw("GET /register?kind=citizen HTTP/1.1\r\nHost: " + host);
            assertThat(answer)
                    .startsWith("HTTP/1.1 307")
                    .contains("Location: " + portal.url() + "/register?kind=citizen");
            assertThat(answer).doesNotContain("evil").doesNotContain("Set-Cookie");
            assertThat(raw("POST /register HTTP/1.1\r\nContent-Length: 0\r\nHost: " + host))
                    .startsWith("HTTP/1.1 421");
        }
        for (var request : List.of(
                "GET / HTTP/1.0",
                "GET / HTTP/1.1\r\nHost: " + portal.url().getAuthority() + "\r\nHost: evil.example",
                "GET http://evil.example/register HTTP/1.1\r\nHost: "
                        + portal.url().getAuthority(),
                "GET //evil.example/ HTTP/1.1\r\nHost: evil.example",
                "GET /\\evil.example HTTP/1.1\r\nHost: evil.example",
                "GET /%0d%0aLocation:%20http://evil.example HTTP/1.1\r\nHost: evil.example")) {
            var answer = raw(request);
            assertThat(answer)
                    .as(request)
                    .doesNotContain("\r\nLocation: http://evil")
                    .doesNotContain("\r\nLocation: //evil");
            assertThat(answer).as(request).doesNotStartWith("HTTP/1.1 200");
        }
    }

    @Test
    void noForwardedWordMovesALinkOrACookie() throws IOException {
        var plain = raw("GET /register HTTP/1.1\r\nHost: " + portal.url().getAuthority());
        for (var header : FORGED) {
            var answer = raw("GET /register HTTP/1.1\r\nHost: " + portal.url().getAuthority() + "\r\n" + header);
            assertThat(answer).as(header).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
            assertThat(withoutTokens(answer)).as(header).isEqualTo(withoutTokens(plain));
            var away = raw("GET /account HTTP/1.1\r\nHost: " + portal.url().getAuthority() + "\r\n" + header);
            assertThat(away).as(header).startsWith("HTTP/1.1 303").contains("\r\nLocation: /sign-in\r\n");
        }
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        visitor.sending("X-Forwarded-Host", "evil.example").sending("X-Forwarded-Proto", "https");
        an.arrivesAtPassword(visitor);
        assertThat(an.newestSms()).contains("@localhost #").doesNotContain("evil");
    }

    @Tag("slow")
    @Test
    void aForgedClientAddressIsNotWrittenDownAndMovesNoLimit() {
        try (var strict = RunningPortal.own("unproxied_portal", Map.of("mocua.limits.journeys-per-network", "10/1h"))) {
            var refused = 0;
            for (int i = 0; i < 12; i++) {
                var visitor = strict.visitor().sending("X-Forwarded-For", "198.51.%d.9".formatted(i));
                visitor.sending("Forwarded", "for=198.51.%d.9".formatted(i));
                var answer = visitor.submit(
                        visitor.open("/register"),
                        "/register",
                        Map.of("kind", "citizen", "method", "mobile-subscriber"));
                refused += answer.status() == 429 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(2);
        }
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var account = an.signsIn(portal.visitor().sending("X-Forwarded-For", "198.51.100.77"));
        assertThat(account.text()).doesNotContain("198.51.100.77");
        var id = portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
        assertThat(portal.bean(Audit.class).of(id, 10))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.client()).isEqualTo("127.0.0.1"));
    }

    @Test
    void nothingOfTheWorksIsToBeSeen() throws IOException {
        var visitor = portal.visitor();
        for (var path : List.of(
                "/actuator",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/threaddump",
                "/actuator/loggers",
                "/actuator/mappings",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/sbom",
                "/actuator/shutdown",
                "/metrics",
                "/health",
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/openapi.json",
                "/h2-console",
                "/console",
                "/jolokia",
                "/manager/html",
                "/host-manager/html",
                "/server-status",
                "/.git/config",
                "/.env",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/META-INF/sbom/application.cdx.json",
                "/application.properties",
                "/messages/login.properties",
                "/assets/../application.properties",
                "/assets/%2e%2e/application.properties",
                "/db/migration/V010__vault.sql",
                "/logout",
                "/login",
                "/error",
                "/favicon.ico",
                "/nowhere")) {
            var answer = visitor.get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            tellsNothing(answer.body() + answer.headers(), path);
        }
        for (var request : List.of(
                "GET /{} HTTP/1.1\r\nHost: " + portal.url().getAuthority(),
                "GET / HTTP/9.9\r\nHost: " + portal.url().getAuthority(),
                "NONSENSE",
                "TRACE / HTTP/1.1\r\nHost: " + portal.url().getAuthority() + "\r\nX-Secret: 1",
                "POST /sign-in HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\nHost: "
                        + portal.url().getAuthority() + "\r\n\r\n0\r\n\r\nGET /account HTTP/1.1\r\nHost: x")) {
            var answer = raw(request);
            assertThat(answer).as(request).doesNotContain("X-Secret");
            tellsNothing(answer, request);
        }
        assertThat(raw("GET //elsewhere.example/ HTTP/1.1\r\nHost: "
                        + portal.url().getAuthority()))
                .doesNotContainPattern("(?i)location: *(//|http)");
        var ready = visitor.get("/actuator/health/readiness");
        assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Tag("slow")
    @Test
    void withoutItsSecretsOrWithEverybodysThePortalDoesNotStart() {
        doesNotStart("mocua.keyring", settings -> settings.remove("mocua.keyring"));
        doesNotStart("keyring", settings -> settings.put("mocua.keyring", "/nowhere/keyring.json"));
        doesNotStart("mocua.captcha.key", settings -> settings.put("mocua.captcha.key", ""));
        doesNotStart("mocua.captcha.key", settings -> settings.put("mocua.captcha.key", "Y2hhbmdlbWU="));
        doesNotStart("server.address", settings -> settings.put("server.address", "0.0.0.0"));
        doesNotStart("mocua.public-url", settings -> settings.put("mocua.public-url", "https://dangky.example"));
        doesNotStart(
                "mocua.operator.token-url",
                settings -> settings.put("mocua.operator.token-url", "https://operator.example/token"));
        doesNotStart(
                "mocua.federation.vneid.issuer",
                settings -> settings.put("mocua.federation.vneid.issuer", "https://id.example/vneid"));
        doesNotStart(
                "mocua.federation.vneid.client-secret",
                settings -> settings.put("mocua.federation.vneid.client-secret", ""));
        doesNotStart("mocua.mail.host", settings -> settings.put("mocua.mail.host", "192.0.2.25"));
        doesNotStart("argon2", settings -> settings.put("mocua.captcha.key", "A".repeat(43) + "="));
    }

    private void doesNotStart(String named, Consumer<Map<String, String>> change) {
        var settings = portal.startingSettings();
        settings.put("server.port", "0");
        change.accept(settings);
        assertThatThrownBy(() -> new SpringApplicationBuilder(Portal.class)
                        .registerShutdownHook(false)
                        .run(settings.entrySet().stream()
                                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new))
                        .close())
                .as(named)
                .hasStackTraceContaining(named);
    }

    /** But for the foot of our pages, which says the portal's own version and no other. */
    private static void tellsNothing(String answer, String asked) {
        assertThat(answer.replaceFirst("Phiên bản [0-9.]+", ""))
                .as(asked)
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("springframework")
                .doesNotContainIgnoringCase("whitelabel")
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("java.")
                .doesNotContainPattern("\\tat [a-z]")
                .doesNotContain("0.1.0");
    }

    private static String withoutTokens(String answer) {
        return answer.replaceAll("(?i)(set-cookie|date): [^\\r]*", "")
                .replaceAll("value=\"[A-Za-z0-9_.-]{40,}\"", "")
                .replaceAll("(?i)content-length: \\d+", "");
    }

    private String raw(String head) throws IOException {
        try (var socket = new Socket("127.0.0.1", portal.url().getPort())) {
            socket.setSoTimeout(30_000);
            var request = head.replaceFirst("(HTTP/1.[01])(\\r\\n|$)", "$1\r\nConnection: close$2") + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
