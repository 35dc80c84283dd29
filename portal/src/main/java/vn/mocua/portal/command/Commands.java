package vn.mocua.portal.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Finds the command that a command line means, and runs it. */
public final class Commands {

    /** The profile under which a command's beans are made: see {@link WhileServing}. */
    public static final String PROFILE = "command";

    private static final int NOT_TRIED = 2;

    private final Class<?> application;
    private final List<Command> known;

    /** The commands of all rooms, over the configuration of an application. */
    public Commands(Class<?> application) {
        this(application, SpringFactoriesLoader.forDefaultResourceLocation().load(Command.class));
    }

    Commands(Class<?> application, List<Command> known) {
        this.application = application;
        this.known = known.stream().sorted(Comparator.comparing(Command::name)).toList();
    }

    /** Whether the line calls a command at all; a line that is empty or begins with an option starts the portal. */
    public static boolean isMeantBy(String... line) {
        return line.length > 0 && !line[0].startsWith("-");
    }

    /**
     * Runs the command that the line calls; {@code --name.of.setting=value} anywhere is a setting, not an argument.
     *
     * @return the exit code: 0 done, 1 refused or not in order, 2 not understood or could not be tried
     */
    public int run(String... line) {
        var words = Arrays.stream(line).filter(word -> !isSetting(word)).toList();
        var settings = Arrays.stream(line).filter(Commands::isSetting).toArray(String[]::new);
        var command = named(words);
        if (command.isEmpty()) {
            System.err.println("unknown command: " + String.join(" ", words));
            known.forEach(each -> System.err.println("  " + each.usage()));
            return NOT_TRIED;
        }
        var arguments = words.subList(command.get().name().split(" ").length, words.size());
        try (var ground = new StartedWhenAsked(application, settings)) {
            return command.get().run(ground, arguments);
        } catch (Command.Misuse misuse) {
            System.err.println(misuse.getMessage());
            System.err.println("  " + command.get().usage());
            return NOT_TRIED;
        } catch (Exception e) {
            System.err.println(command.get().name() + " could not be done: " + cause(e));
            return NOT_TRIED;
        }
    }

    private Optional<Command> named(List<String> words) {
        return known.stream()
                .filter(command -> {
                    var name = List.of(command.name().split(" "));
                    return words.size() >= name.size()
                            && words.subList(0, name.size()).equals(name);
                })
                .max(Comparator.comparing(command -> command.name().length()));
    }

    private static boolean isSetting(String word) {
        return word.matches("--[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+=.*");
    }

    private static String cause(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + what(file);
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What is wrong with a file, which Java says by a class alone. */
    private static String what(FileSystemException file) {
        return switch (file) {
            case NoSuchFileException _ -> "no such file, or its folder is not there";
            case AccessDeniedException _ -> "this user may not read or write it";
            case FileAlreadyExistsException _ -> "is there already";
            default -> file.getClass().getSimpleName();
        };
    }

    private static final class StartedWhenAsked implements Command.Ground, AutoCloseable {

        private final Class<?> application;
        private final String[] settings;
        private @Nullable ConfigurableApplicationContext context;

        StartedWhenAsked(Class<?> application, String[] settings) {
            this.application = application;
            this.settings = settings;
        }

        @Override
        public <T> T bean(Class<T> type) {
            if (context == null) {
                context = start();
            }
            return context.getBean(type);
        }

        private ConfigurableApplicationContext start() {
            var portal = new SpringApplication(application);
            portal.setWebApplicationType(WebApplicationType.NONE);
            portal.setAdditionalProfiles(PROFILE);
            portal.setLazyInitialization(true);
            portal.setBannerMode(Banner.Mode.OFF);
            portal.setLogStartupInfo(false);
            // Only the serving portal migrates: a command must not change the tables under a portal of another version.
            portal.setDefaultProperties(Map.of(
                    "spring.flyway.enabled", "false",
                    "logging.level.root", "warn",
                    "logging.level.org.springframework.context.support", "error",
                    "logging.level.org.springframework.boot.diagnostics", "off"));
            return portal.run(settings);
        }

        @Override
        public void close() {
            if (context != null) {
                context.close();
            }
        }
    }
}
