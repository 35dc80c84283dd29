package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A portal whose packages are not as their manifest says does not start. */
class AgentPackagesTest {

    private static final byte[] BYTES = "a package".getBytes(StandardCharsets.US_ASCII);
    private static final String SUM = HexFormat.of().formatHex(Digest.sha256(BYTES));

    @TempDir
    Path folder;

    @Test
    void whereNoFolderIsNamedNothingIsOnOffer() {
        assertThat(new AgentPackages("", new JsonMapper()).all()).isEmpty();
    }

    @Test
    void whatIsAsTheManifestSaysIsOnOffer() throws IOException {
        writes("1", "1", "agent.deb", "linux", "x86_64", BYTES.length, SUM);
        assertThat(new AgentPackages(folder.toString(), new JsonMapper()).all())
                .containsExactly(new AgentPackage("agent.deb", "1", "linux", "x86_64", BYTES.length, SUM));
    }

    @ParameterizedTest
    @CsvSource({
        "1,   2, agent.deb,         linux, x86_64, 9,  '',  another protocol",
        "one, 1, agent.deb,         linux, x86_64, 9,  '',  has no version",
        "1,   1, ../agent.deb,      linux, x86_64, 9,  '',  a file in another folder",
        "1,   1, /etc/passwd,       linux, x86_64, 9,  '',  a file in another folder",
        "1,   1, .hidden,           linux, x86_64, 9,  '',  a file in another folder",
        "1,   1, agent.deb,         beos,  x86_64, 9,  '',  an unheard-of system",
        "1,   1, agent.deb,         linux, m68k,   9,  '',  an unheard-of system",
        "1,   1, other.deb,         linux, x86_64, 9,  '',  which is missing",
        "1,   1, agent.deb,         linux, x86_64, 10, '',  another size or checksum",
        "1,   1, agent.deb,         linux, x86_64, 9,  00,  another size or checksum"
    })
    void whatIsNotStopsTheStart(
            String version, String protocol, String file, String os, String arch, int size, String sum, String why)
            throws IOException {
        writes(version, protocol, file, os, arch, size, sum.isEmpty() ? SUM : sum.repeat(32));
        assertThatThrownBy(() -> new AgentPackages(folder.toString(), new JsonMapper()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mocua.signing.agent-packages", why);
    }

    private void writes(String version, String protocol, String file, String os, String arch, int size, String sum)
            throws IOException {
        Files.write(folder.resolve("agent.deb"), BYTES);
        Files.writeString(folder.resolve("manifest.json"), """
                {"version":"%s","protocol":%s,"packages":[{"file":"%s","os":"%s","arch":"%s","kind":"x","size":%d,"sha256":"%s"}]}\
                """.formatted(version, protocol, file, os, arch, size, sum));
    }
}
