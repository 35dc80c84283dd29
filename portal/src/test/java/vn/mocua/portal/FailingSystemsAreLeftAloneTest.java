package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.registration.socialinsurance.InsuredCitizen;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/**
 * Threat T20: a register or a provider that fails is asked no more for a while, operators see which, people are told as
 * before, and then it is asked again by itself.
 */
@Tag("slow")
class FailingSystemsAreLeftAloneTest {

    /** As figures name them, and as the town does. */
    private enum Source {
        INSURANCE(Outside.INSURANCE),
        VNEID(Outside.VNEID),
        POSTID(Outside.POST);

        private final Outside outside;

        Source(Outside outside) {
            this.outside = outside;
        }

        String system() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MANAGEMENT = freePort();
    private static RunningPortal portal;

    @BeforeAll
    static void aPortalThatLooksBackShortly() {
        portal = RunningPortal.own(
                "resting_portal",
                Map.of(
                        "mocua.trusted-proxies", "127.0.0.1",
                        "mocua.management.port", Integer.toString(MANAGEMENT),
                        "mocua.outside.all.look-back", "4",
                        "mocua.outside.all.rest", "5s"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @AfterEach
    void allIsWellAgain() {
        for (var source : Source.values()) {
            portal.sandbox().fault(source.outside, Fault.NONE, Duration.ZERO);
        }
        portal.clock().back();
    }

    @ParameterizedTest
    @EnumSource
    void operatorsSeeWhichOneRestsAndThatItIsAskedAgain(Source source) throws Exception {
        var system = source.system();
        var asks = prepared(source);
        portal.sandbox().fault(source.outside, Fault.EXPIRED_CERTIFICATE, Duration.ofMinutes(5));
        assertThat(asks.get().status()).isEqualTo(503);
        portal.sandbox().fault(source.outside, Fault.DOWN, Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            assertThat(asks.get().status()).isEqualTo(503);
        }
        assertThat(told("/metrics"))
                .contains("mocua_outside_calls_seconds_count{outcome=\"certificate\",system=\"" + system + "\"} 1")
                .contains("mocua_outside_open{system=\"" + system + "\"} 1.0")
                .containsPattern(
                        "mocua_outside_calls_seconds_count[{]outcome=\"resting\",system=\"" + system + "\"[}] [1-9]");
        assertThat(told("/health"))
                .containsPattern("outside UP .*" + system + "=[{][^}]*breaker=resting")
                .doesNotContain("DOWN");

        // It answers again, and is still left alone until it has rested.
        portal.sandbox().fault(source.outside, Fault.NONE, Duration.ZERO);
        var unavailable = asks.get();
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.text()).contains("chưa trả lời", "Chọn phương thức đăng ký khác");
        portal.clock().shift(Duration.ofSeconds(6));
        assertThat(asks.get().status()).isEqualTo(303);
        assertThat(told("/metrics")).contains("mocua_outside_open{system=\"" + system + "\"} 0.0");
        assertThat(told("/health")).containsPattern(system + "=[{][^}]*breaker=asking");
    }

    /** Somebody who stands before the page that asks this source. */
    private static Supplier<Answer> prepared(Source source) {
        var visitor = portal.visitorFromElsewhere();
        return switch (source) {
            case INSURANCE -> {
                var an = InsuredCitizen.fresh(portal);
                an.beginsAt(visitor);
                yield () -> an.sendsDetails(visitor, visitor.open("/register/social-insurance/details"), Map.of());
            }
            case VNEID -> {
                var account =
                        portal.sandbox().vneid(Citizen.fresh(portal).person()).orElseThrow();
                yield comesBack(
                        visitor, "vneid", leaving -> Provider.reachedBy(leaving).signsIn(account));
            }
            case POSTID -> {
                var account =
                        portal.sandbox().postId(Citizen.fresh(portal).person()).orElseThrow();
                yield comesBack(
                        visitor,
                        "vietnam-post",
                        leaving -> Provider.reachedBy(leaving).signsIn(account.username(), account.password()));
            }
        };
    }

    private static Supplier<Answer> comesBack(Visitor visitor, String method, Function<Answer, String> signingIn) {
        var at = "/register/" + method + "/";
        var page = visitor.follow(
                visitor.submit(visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", method)));
        var address = signingIn.apply(visitor.submit(page, at + "sign-in", Map.of()));
        return () -> visitor.submit(visitor.get(address), at + "return", Map.of());
    }

    private static String told(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT + path));
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
