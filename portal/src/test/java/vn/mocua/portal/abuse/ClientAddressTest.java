package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Threat T53: nobody moves into another network by a header. */
class ClientAddressTest {

    private final ClientAddress addresses =
            new ClientAddress(List.of("10.1.0.0/16", "127.0.0.1", "2001:db8:ffff::/48"), 24, 48);

    @Test
    void withoutAProxyTheHeaderIsNotRead() {
        assertThat(block("198.51.100.7", "203.0.113.9")).isEqualTo("198.51.100.0/24");
        assertThat(block("10.2.0.1", "203.0.113.9")).isEqualTo("10.2.0.0/24");

        var none = new ClientAddress(List.of(), 24, 48);
        assertThat(none.blockOf(request("127.0.0.1", "203.0.113.9"))).isEqualTo("127.0.0.0/24");
    }

    @Test
    void behindNamedProxiesTheLastAddressThatIsNoProxyCounts() {
        assertThat(block("10.1.2.3", "203.0.113.9")).isEqualTo("203.0.113.0/24");
        assertThat(block("10.1.2.3", "203.0.113.9, 10.1.9.9")).isEqualTo("203.0.113.0/24");
        assertThat(block("10.1.2.3", "203.0.113.9", "10.1.9.9,127.0.0.1")).isEqualTo("203.0.113.0/24");
        assertThat(block("2001:db8:ffff::1", "203.0.113.9")).isEqualTo("203.0.113.0/24");
        assertThat(block("10.1.2.3")).isEqualTo("10.1.2.0/24");
    }

    @Test
    void whatAClientWroteBeforeTheProxyDoesNotMoveIt() {
        for (var forged : List.of("1.2.3.4", "10.1.0.1", "1.2.3.4, 10.1.0.1", "garbage", "", ",,,", "unknown")) {
            assertThat(block("10.1.2.3", forged + ", 203.0.113.9")).isEqualTo("203.0.113.0/24");
            assertThat(block("10.1.2.3", forged, "203.0.113.9, 10.1.9.9")).isEqualTo("203.0.113.0/24");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "",
                " ",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "0x7f.1",
                "::g",
                "[::1",
                "fe80::1%eth0",
                "1.2.3.4:",
                "1.2.3.4:999999",
                "face.de",
                "1.2.3.4/24",
                "\u0661.2.3.4"
            })
    void whatIsNoAddressIsNotFollowed(String nonsense) {
        assertThat(block("10.1.2.3", nonsense)).isEqualTo("10.1.2.0/24");
        assertThat(block("10.1.2.3", "203.0.113.9, " + nonsense)).isEqualTo("10.1.2.0/24");
    }

    @Test
    void aVeryLongHeaderIsNothingSpecial() {
        assertThat(block("10.1.2.3", "1".repeat(100_000))).isEqualTo("10.1.2.0/24");
        assertThat(block("10.1.2.3", "1.1.1.1,".repeat(10_000) + "203.0.113.9")).isEqualTo("203.0.113.0/24");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.0/24",
        "203.0.113.9:4711, 203.0.113.0/24",
        "[2001:db8:1:2::3], 2001:db8:1:0:0:0:0:0/48",
        "[2001:db8:1:2::3]:443, 2001:db8:1:0:0:0:0:0/48",
        "2001:DB8:1:ffff:ffff:ffff:ffff:ffff, 2001:db8:1:0:0:0:0:0/48",
        "::ffff:203.0.113.9, 203.0.113.0/24",
        "::ffff:cb00:7109, 203.0.113.0/24"
    })
    void addressesAreReadInEverySpelling(String written, String block) {
        assertThat(block("10.1.2.3", written)).isEqualTo(block);
    }

    @Test
    void theSizeOfANetworkIsASetting() {
        var exact = new ClientAddress(List.of(), 32, 64);
        assertThat(exact.blockOf(request("203.0.113.9"))).isEqualTo("203.0.113.9/32");
        assertThat(exact.blockOf(request("2001:db8:1:2:3::4"))).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(new ClientAddress(List.of(), 20, 36).blockOf(request("203.0.113.9")))
                .isEqualTo("203.0.112.0/20");
        assertThatThrownBy(() -> new ClientAddress(List.of(), 8, 48)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientAddress(List.of(), 24, 128)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "proxy.example", "10.0.0.0/", "/8", "10.0.0.0/8/8", "10.0.0.0/-1", "::/129", ""})
    void aProxyThatIsNoAddressIsRefusedAtTheStart(String proxy) {
        assertThatThrownBy(() -> new ClientAddress(List.of(proxy), 24, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mocua.trusted-proxies");
    }

    private String block(String peer, String... forwarded) {
        return addresses.blockOf(request(peer, forwarded));
    }

    private static MockHttpServletRequest request(String peer, String... forwarded) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (var line : forwarded) {
            request.addHeader("X-Forwarded-For", line);
        }
        return request;
    }
}
