package vn.mocua.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.agent.protocol.Malformed;

class DriverListTest {

    @TempDir
    Path folder;

    @Test
    void theListInTheProgramIsSignedByItsKey() {
        assertThat(DriverList.newest(null).modules()).contains("vnptca_p11_v8", "viettel-ca_v6", "nca_v6");
    }

    @Test
    void aListThatWasChangedIsNotRead() throws Exception {
        var list = SignedList.resource("/vn/mocua/agent/drivers.json");
        var signature = SignedList.resource("/vn/mocua/agent/drivers.json.sig");
        var changed = new String(list, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"version\": 1", "\"version\": 9")
                .replace("nca_v9", "evil")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(SignedList.checked(list, signature)).isEqualTo(list);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> SignedList.checked(changed, signature));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> SignedList.checked(list, new byte[] {'x'}));

        Files.write(folder.resolve("drivers.json"), changed);
        Files.write(folder.resolve("drivers.json.sig"), signature);
        assertThat(DriverList.newest(folder).modules()).doesNotContain("evil");
    }

    @Test
    void onlyWholePathsInTheGivenFoldersAreFound() throws Exception {
        Files.createFile(folder.resolve("libb.so"));
        Files.createFile(folder.resolve("a.so"));
        Files.createFile(folder.resolve("b.dll"));
        var list = new DriverList(1, List.of("a", "b", "c"));

        assertThat(list.installed(List.of(folder), Platform.LINUX))
                .containsExactly(folder.resolve("a.so"), folder.resolve("libb.so"));
        assertThat(list.installed(List.of(folder), Platform.WINDOWS)).containsExactly(folder.resolve("b.dll"));
        assertThat(list.installed(List.of(folder), Platform.MACOS)).isEmpty();
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> DriverList.of("{\"version\":1,\"drivers\":[{\"modules\":[\"../../tmp/x\"]}]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
