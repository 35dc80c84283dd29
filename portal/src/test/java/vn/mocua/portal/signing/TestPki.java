package vn.mocua.portal.signing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/** A small world of authorities, of which some are in the bundle, with their responders and lists on this machine. */
final class TestPki implements AutoCloseable {

    static final String PERSON = "CN=Nguyễn Văn An, UID=CCCD:051090000001, C=VN";
    static final String COMPANY = "UID=MST:0101243150, CN=Công ty TNHH Một Thành Viên An, L=Hà Nội, C=VN";

    private final HttpServer server;
    final MovableClock clock = new MovableClock(TestAuthority.NOW);
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger listed = new AtomicInteger();
    final Map<String, TestAuthority> all = new ConcurrentHashMap<>();

    final TestAuthority root = authority(TestAuthority.root("root", "CN=Test National Root, C=VN", TestKeys.ec()));
    final TestAuthority ca;
    final TestAuthority stateRoot =
            authority(TestAuthority.root("state-root", "CN=Test State Root, C=VN", TestKeys.ec()));
    final TestAuthority state;
    private final List<String> entries = new ArrayList<>();
    private @Nullable TrustedAuthorities trusted;

    TestPki() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ocsp/", this::ocsp);
        server.createContext("/crl/", this::crl);
        server.start();
        ca = authority(root.under("ca", "CN=Test CA, O=Sao Mai, C=VN", TestKeys.rsa("ca", 2048), draft -> draft));
        state = authority(stateRoot.under("state", "CN=CA of the State, C=VN", TestKeys.ec(), draft -> draft));
        trust("root", "public", root);
        trust("intermediate", "public", ca);
        trust("root", "government", stateRoot);
        trust("intermediate", "government", state);
    }

    TestAuthority authority(TestAuthority made) {
        all.put(made.id, made);
        return made;
    }

    TestPki trust(String role, String use, TestAuthority authority) {
        return trust(
                role,
                use,
                authority,
                ",\"ocsp\":\"" + at("/ocsp/" + authority.id) + "\",\"crl\":\"" + at("/crl/" + authority.id) + "\"");
    }

    TestPki trust(String role, String use, TestAuthority authority, String more) {
        entries.add("{\"role\":\"" + role + "\",\"use\":\"" + use + "\",\"certificate\":\""
                + Base64.getEncoder().encodeToString(Certificates.encoded(authority.certificate)) + "\"" + more + "}");
        return this;
    }

    String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    String bundle() {
        return entries.stream().collect(Collectors.joining(",", "{\"version\":1,\"authorities\":[", "]}"));
    }

    Path bundleFile() {
        try {
            var file = Files.createTempFile("trust", ".json");
            Files.writeString(file, bundle());
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TrustedAuthorities trusted() {
        if (trusted == null) {
            trusted = TrustForTests.with(settings(PersonalTaxCode.PERSON));
        }
        return trusted;
    }

    SigningSettings settings(PersonalTaxCode policy) {
        return new SigningSettings(bundleFile(), null, policy);
    }

    CertificateCheck check() {
        return check(clock);
    }

    /** A check with nothing remembered. */
    CertificateCheck check(Clock clock) {
        return check(clock, trusted());
    }

    CertificateCheck check(Clock clock, TrustedAuthorities trusted) {
        var outside = OutsideForTests.outside(new SimpleMeterRegistry(), clock, Duration.ofSeconds(5), 32);
        var http = OutsideForTests.http(outside, clock);
        var lists = new RevocationLists(outside, http, trusted, clock);
        var ocsp = new Ocsp(outside, http, new SimpleMeterRegistry(), clock);
        return new CertificateCheck(trusted, settings(PersonalTaxCode.PERSON), ocsp, lists, clock);
    }

    void advance(Duration by) {
        clock.advance(by);
        all.values().forEach(each -> each.clock = clock.instant());
    }

    X509Certificate person(KeyPair keys, UnaryOperator<TestAuthority.Draft> change) {
        return ca.issue(PERSON, keys, change);
    }

    private void ocsp(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            var authority = all.get(exchange.getRequestURI().getPath().substring("/ocsp/".length()));
            say(exchange, authority.answer(exchange.getRequestBody().readAllBytes()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void crl(HttpExchange exchange) throws IOException {
        listed.incrementAndGet();
        try (exchange) {
            say(
                    exchange,
                    all.get(exchange.getRequestURI().getPath().substring("/crl/".length()))
                            .list());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(HttpExchange exchange, byte @Nullable [] body) throws IOException {
        var said = body == null ? "down".getBytes(StandardCharsets.US_ASCII) : body;
        exchange.sendResponseHeaders(body == null ? 503 : 200, said.length);
        exchange.getResponseBody().write(said);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
