package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Threat T54: the bill of materials within the jar lists every library that the portal runs with. Maven writes it when it
 * has a network; a build without one has none to look at.
 */
class BillOfMaterialsTest {

    private static final Pattern JAR = Pattern.compile(".*/([^/]+)[.]jar");

    private final ClassPathResource bill = new ClassPathResource("META-INF/sbom/application.cdx.json");
    private final TreeSet<String> names = new TreeSet<>();
    private final TreeSet<String> jars = new TreeSet<>();

    @BeforeEach
    void read() throws IOException {
        assumeTrue(bill.exists(), "built without a network");
        var json = JsonMapper.shared().readTree(bill.getContentAsByteArray());
        assertThat(json.path("bomFormat").asString()).isEqualTo("CycloneDX");
        json.path("components").forEach(each -> {
            assertThat(each.path("purl").asString()).startsWith("pkg:maven/");
            names.add(each.path("name").asString());
            jars.add(each.path("name").asString() + "-" + each.path("version").asString());
        });
        assertThat(names).hasSizeGreaterThan(60);
    }

    @Test
    void everyLibraryThatThePortalAsksForIsListed() throws IOException {
        var pom = Jsoup.parse(Files.readString(Path.of("pom.xml")), Parser.xmlParser());
        var asked = pom.select("project > dependencies > dependency").stream()
                .filter(each -> !each.select("scope").text().equals("test"))
                .map(each -> each.selectFirst("artifactId").text())
                .toList();
        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(names).containsAll(asked);
    }

    @Test
    void everyJarThatTheRunningPortalIsMadeOfIsListedWithItsVersion() {
        var beans = RunningPortal.shared().context();
        var running = new TreeSet<String>();
        for (var name : beans.getBeanDefinitionNames()) {
            for (var type = beans.getType(name); type != null; type = type.getSuperclass()) {
                var source = type.getProtectionDomain().getCodeSource();
                var jar =
                        source == null ? null : JAR.matcher(source.getLocation().getPath());
                if (jar != null && jar.matches()) {
                    running.add(jar.group(1));
                }
            }
        }
        assertThat(running).hasSizeGreaterThan(20);
        running.removeIf(jar -> jar.startsWith("spring-modulith-core-")); // comes with the tests, and configures itself
        assertThat(jars).containsAll(running);
    }
}
