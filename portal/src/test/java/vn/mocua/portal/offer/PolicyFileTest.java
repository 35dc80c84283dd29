package vn.mocua.portal.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"as-in-the-guide.txt", "law-of-2025.txt"})
    void theShippedPoliciesAreReadAndWrittenAlike(String name) throws IOException {
        var policy = PolicyFile.read(new StringReader(Files.readString(Path.of("..", "docs", "policies", name))));

        assertThat(policy)
                .extracting(Terms::method)
                .containsExactlyInAnyOrder(
                        "mobile-subscriber",
                        "social-insurance",
                        "vietnam-post",
                        "sim-signing",
                        "usb-signing",
                        "vneid",
                        "in-person");
        assertThat(PolicyFile.read(new StringReader(PolicyFile.write(policy)))).isEqualTo(policy);
    }

    @Test
    void remarksBlankLinesAndAByteOrderMarkArePassedOver() throws IOException {
        assertThat(PolicyFile.read(
                        new StringReader("\uFEFF# ours\n\n[vneid]\n  state=off\r\n# why\norder = 3\n[in-person]")))
                .isEqualTo(List.of(
                        Terms.of("vneid", java.util.Map.of("state", "off", "order", "3")),
                        Terms.asDeclared("in-person")));
    }

    @Test
    void nonsenseIsRefusedWithItsLine() {
        refused("state = on", "line 1: neither [method]");
        refused("[vneid]\nstate", "line 2: neither [method]");
        refused("[vneid]\n[vneid]", "line 2: a second time [vneid]");
        refused("[vneid]\nstate = on\nstate = off", "line 3: a second time state");
        refused("[VNeID]", "line 1: neither [method]");
        refused("[vneid]\ncolour = red", "vneid: not understood: colour");
    }

    private static void refused(String file, String why) {
        assertThatThrownBy(() -> PolicyFile.read(new StringReader(file)))
                .isInstanceOf(Nonsense.class)
                .hasMessageContaining(why);
    }
}
