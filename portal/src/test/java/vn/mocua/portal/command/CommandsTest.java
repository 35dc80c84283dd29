package vn.mocua.portal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import vn.mocua.portal.Printed;

class CommandsTest {

    /** A configuration that says whether it was started, and with what. */
    @SpringBootConfiguration
    static class Application {

        record Started(String setting) {}

        record Job(String name) {}

        @Bean
        Started started(Environment environment) {
            return new Started(environment.getProperty("some.setting", "none"));
        }

        @Bean
        @WhileServing
        Job job() {
            throw new IllegalStateException("a job was started by a command");
        }
    }

    private final List<String> heard = new ArrayList<>();

    private record Says(String name, List<String> heard, int answer) implements Command {
        @Override
        public String usage() {
            return name + "  says so";
        }

        @Override
        public int run(Ground portal, List<String> arguments) {
            if (arguments.contains("--wrong")) {
                throw new Misuse("not understood: --wrong");
            }
            if (arguments.contains("--ask")) {
                heard.add(portal.bean(Application.Started.class).setting());
            }
            heard.add(name + arguments);
            return answer;
        }
    }

    private final Commands commands = new Commands(
            Application.class,
            List.of(new Says("keys", heard, 0), new Says("keys make", heard, 1), new Says("audit verify", heard, 0)));

    @Test
    void optionsAloneStartThePortalAndWordsCallACommand() {
        assertThat(Commands.isMeantBy()).isFalse();
        assertThat(Commands.isMeantBy("--server.port=0")).isFalse();
        assertThat(Commands.isMeantBy("audit", "verify")).isTrue();
    }

    @Test
    void theLongestNameIsMeantAndTheRestAreArguments() {
        assertThat(commands.run("keys", "make", "file")).isEqualTo(1);
        assertThat(commands.run("keys", "file")).isZero();
        assertThat(heard).containsExactly("keys make[file]", "keys[file]");
    }

    @Test
    void settingsAreNoArguments() {
        assertThat(commands.run(
                        "audit",
                        "verify",
                        "--some.setting=x",
                        "--spring.datasource.url=jdbc:none",
                        "--ask",
                        "--from",
                        "5"))
                .isZero();
        assertThat(heard).containsExactly("x", "audit verify[--ask, --from, 5]");
    }

    @Test
    void whatIsNotUnderstoodEndsWithTwo() {
        assertThat(quietly(() -> commands.run("audit"))).contains("unknown command: audit", "keys make  says so");
        assertThat(quietly(() -> commands.run("keys", "--wrong"))).contains("not understood: --wrong", "keys  says so");
        assertThat(commands.run("audit")).isEqualTo(2);
        assertThat(commands.run("keys", "--wrong")).isEqualTo(2);
    }

    @Test
    void theRoomsCommandsAreKnownAndKeysAreMadeWithoutAnyDatabase(@TempDir Path folder) {
        var file = folder.resolve("keyring.json");
        var real = new Commands(Application.class);

        assertThat(real.run("keys", "create", file.toString())).isZero();
        assertThat(file).exists();
        assertThat(real.run("keys", "create", file.toString())).isEqualTo(1);
        assertThat(real.run("keys", "create")).isEqualTo(2);
        assertThat(Files.exists(folder.resolve("postgres"))).isFalse();
        assertThat(quietly(() -> real.run("?"))).contains("keys create", "keys rotate", "audit verify");
    }

    @Test
    void aFileThatIsMissingIsSaidInWords(@TempDir Path folder) {
        var file = folder.resolve("nowhere").resolve("keyring.json");
        var real = new Commands(Application.class);

        assertThat(quietly(() -> real.run("keys", "create", file.toString()))).contains(file + ": no such file");
        assertThat(real.run("keys", "create", file.toString())).isEqualTo(2);
    }

    private static String quietly(Runnable act) {
        try (var printed = new Printed()) {
            act.run();
            return printed.words();
        }
    }
}
