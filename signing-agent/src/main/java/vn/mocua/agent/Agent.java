package vn.mocua.agent;

import java.awt.GraphicsEnvironment;
import java.io.Console;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.browser.Door;
import vn.mocua.agent.dialog.RunningWindow;
import vn.mocua.agent.dialog.Terminal;
import vn.mocua.agent.dialog.Windows;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Language;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.signing.Consent;
import vn.mocua.agent.signing.Journal;
import vn.mocua.agent.signing.Signer;
import vn.mocua.agent.token.Platform;
import vn.mocua.agent.token.Tokens;
import vn.mocua.agent.webeid.Registration;
import vn.mocua.agent.words.Plain;
import vn.mocua.agent.words.Words;

/** The commands, put together from the rooms. */
final class Agent {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Options options;
    private final Settings settings;
    private final Words words;
    private final Set<Origin> origins;
    private final Tokens tokens;
    private final Journal journal;
    private @Nullable FileLock onlyOne;

    Agent(Options options, Settings settings) {
        this.options = options;
        this.settings = settings;
        this.words = new Words(options.language().or(settings::language).orElse(Language.VIETNAMESE));
        this.journal = new Journal(Clock.systemUTC(), words);
        this.origins = new LinkedHashSet<>(Settings.installedOrigins());
        this.origins.addAll(options.origins());
        var own = new ArrayList<>(options.drivers());
        own.addAll(settings.drivers());
        this.tokens = new Tokens(
                new Tokens.Drivers(
                        options.software().orElse(null),
                        own,
                        settings.folder(),
                        library -> Program.command("token-worker", library)),
                Clock.systemUTC());
    }

    Words words() {
        return words;
    }

    Signer signer() {
        return signer(new Windows(PATIENCE));
    }

    /** Opens the door and stays until it is told to go. */
    int run() throws IOException {
        if (origins.isEmpty()) {
            return failed("cli.no-sites");
        }
        // A second agent of the same user would only take the next port; one that names its port means to.
        if (options.port().isEmpty() && !onlyOne()) {
            Plain.say(System.out, words.of("cli.already"));
            return 0;
        }
        journal.readBy(line -> Plain.say(System.out, line));
        var ports = options.port().map(List::of).orElse(Door.PORTS);
        var opened = Door.open(ports, signer(), journal);
        if (opened.isEmpty()) {
            return failed("cli.no-port", ports.toString());
        }
        try (var door = opened.get();
                tokens) {
            var quit = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(tokens::close));
            var address = "http://127.0.0.1:" + door.port();
            if (!options.has("--no-window") && !GraphicsEnvironment.isHeadless()) {
                var window = RunningWindow.open(
                        words,
                        address,
                        sites(),
                        driver -> Thread.ofVirtual().start(() -> add(driver)),
                        quit::countDown);
                journal.readBy(window::add);
            }
            journal.write("journal.started", address);
            quit.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Signs a challenge file, and writes the answer beside it. */
    int sign(Path file) {
        SigningRequest request;
        try {
            request = SigningRequest.fromFile(Files.readAllBytes(file));
        } catch (IOException e) {
            return failed("cli.no-file", file.toString());
        } catch (Malformed e) {
            return failed("cli.bad-file", file.toString(), e.rule());
        }
        if (!origins.contains(request.origin())) {
            return failed("cli.not-allowed", request.origin().value());
        }
        var asked = new SigningRequest(request.origin(), request.nonce(), request.statement(), words.language());
        Consent consent = new Windows(PATIENCE);
        if (options.has("--terminal") || GraphicsEnvironment.isHeadless()) {
            var console = console();
            if (console.isEmpty()) {
                return failed("cli.no-terminal");
            }
            consent = Terminal.of(console.get());
        }
        try (tokens) {
            return switch (signer(consent).sign(asked)) {
                case Answer.Signed signed -> written(signed, options.out().orElse(beside(file)));
                case Answer.Refused(var fault) -> {
                    Plain.say(System.err, words.of("fault." + fault.code()));
                    yield exitCode(fault);
                }
            };
        }
    }

    int status() {
        try (tokens) {
            var status = tokens.status();
            Plain.say(System.out, words.of("cli.status.driver", words.of(status.driver() ? "yes" : "no")));
            Plain.say(
                    System.out,
                    words.of(
                            "cli.status.token",
                            words.of("token." + status.json().get("token"))));
            Plain.say(
                    System.out,
                    words.of(
                            "cli.status.pin",
                            words.of("pin.word." + status.pin().word())));
            Plain.say(System.out, words.of("cli.status.sites", sites()));
            return 0;
        }
    }

    int installHost() throws IOException {
        var program = program();
        var registration = new Registration(Path.of(System.getProperty("user.home")), Platform.current());
        var plan = registration.plan(program);
        var files = new LinkedHashMap<>(plan.files());
        plan.taken().forEach(path -> Plain.say(System.out, words.of("install.taken", path.toString())));
        Plain.say(System.out, words.of("install.will"));
        files.keySet().forEach(path -> Plain.say(System.out, "  " + path));
        if (options.has("--autostart")) {
            Plain.say(System.out, words.of("install.autostart"));
            var autostart = registration.autostart(program);
            autostart.keySet().forEach(path -> Plain.say(System.out, "  " + path));
            files.putAll(autostart);
        }
        if (!options.has("--yes") && !agreed()) {
            Plain.say(System.out, words.of("install.refused"));
            return 3;
        }
        registration.write(files);
        Plain.say(System.out, words.of("install.done"));
        return 0;
    }

    int removeHost() throws IOException {
        var registration = new Registration(Path.of(System.getProperty("user.home")), Platform.current());
        Plain.say(System.out, words.of("install.removed", registration.remove(program())));
        return 0;
    }

    static int exitCode(Fault fault) {
        return switch (fault.code()) {
            case USER_CANCELLED -> 3;
            case USER_TIMEOUT -> 4;
            case NO_DRIVER, NO_TOKEN, TOKEN_UNINITIALISED, NO_CERTIFICATE -> 5;
            case PIN_INCORRECT -> 6;
            case PIN_BLOCKED -> 7;
            default -> 1;
        };
    }

    private Signer signer(Consent consent) {
        return new Signer(origins, tokens, consent, journal);
    }

    private int written(Answer.Signed signed, Path out) {
        try {
            Files.write(out, Json.bytes(signed.authToken()));
        } catch (IOException e) {
            return failed("cli.cannot-write", out.toString());
        }
        Plain.say(System.out, words.of("cli.written", out.toString()));
        return 0;
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".answer.json");
    }

    private void add(Path driver) {
        try {
            settings.keep(driver);
            tokens.add(driver);
            journal.write("journal.driver", driver.toString());
        } catch (IOException e) {
            journal.write("cli.cannot-write", settings.folder().toString());
        }
    }

    /** What a browser can start: the package's launcher, or a script that starts Java as it was started now. */
    private Path program() throws IOException {
        var launcher = Program.launcher();
        if (launcher != null) {
            return launcher;
        }
        var command = new ArrayList<>(Program.command("native-host"));
        origins.forEach(origin -> command.addAll(List.of("--origin", origin.value())));
        options.software()
                .ifPresent(file ->
                        command.addAll(List.of("--p12", file.toAbsolutePath().toString())));
        options.drivers()
                .forEach(file ->
                        command.addAll(List.of("--driver", file.toAbsolutePath().toString())));
        var script = settings.folder().resolve("native-host.sh");
        Files.createDirectories(settings.folder());
        Files.writeString(
                script,
                "#!/bin/sh\nexec "
                        + command.stream()
                                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                                .collect(Collectors.joining(" "))
                        + "\n");
        script.toFile().setExecutable(true, true);
        return script;
    }

    private boolean agreed() {
        return console()
                .map(console -> console.readLine("%s ", Plain.on(console.charset(), words.of("install.ask"))))
                .filter(words.of("install.yes")::equals)
                .isPresent();
    }

    /** The terminal, if there is a person at it. */
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private String sites() {
        return origins.isEmpty()
                ? words.of("cli.status.none")
                : origins.stream().map(Origin::value).collect(Collectors.joining(", "));
    }

    private int failed(String key, Object... details) {
        Plain.say(System.err, "mocua-agent: " + words.of(key, details));
        return 1;
    }

    /** Holds a lock until the program ends: it is kept here, as one that nobody knows any more is let go by and by. */
    private boolean onlyOne() throws IOException {
        Files.createDirectories(settings.folder());
        var channel = FileChannel.open(
                settings.folder().resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        onlyOne = channel.tryLock();
        return onlyOne != null;
    }
}
