package vn.mocua.agent.token;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.PinState;
import vn.mocua.agent.protocol.SigningRequest;

/** All drivers and tokens of this computer. Whoever uses them waits for whoever does already. */
public final class Tokens implements AutoCloseable {

    private static final Duration FRESH = Duration.ofMillis(1500);

    private final Drivers drivers;
    private final Clock clock;
    private final Function<String, TokenSource> library;
    private final List<Path> chosen;
    private final Map<String, TokenSource> sources = new LinkedHashMap<>();
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile @Nullable Status last;
    private volatile Instant lastLook = Instant.EPOCH;

    /**
     * Where drivers are.
     *
     * @param software a file that plays a token, in place of the list of drivers
     * @param own drivers that the user chose
     * @param settings the folder in which a newer list may lie
     * @param worker how to start a child process for a driver
     */
    public record Drivers(
            @Nullable Path software,
            List<Path> own,
            @Nullable Path settings,
            Function<String, List<String>> worker) {

        public Drivers {
            own = List.copyOf(own);
        }
    }

    public Tokens(Drivers drivers, Clock clock) {
        this(drivers, clock, path -> new ChildProcess(drivers.worker().apply(path)));
    }

    /** @param library the way to a driver */
    Tokens(Drivers drivers, Clock clock, Function<String, TokenSource> library) {
        this.drivers = drivers;
        this.clock = clock;
        this.library = library;
        this.chosen = new ArrayList<>(drivers.own());
    }

    /** One more driver, which the user chose just now. */
    public void add(Path driver) {
        inUse.lock();
        try {
            chosen.add(driver);
            lastLook = Instant.EPOCH;
        } finally {
            inUse.unlock();
        }
    }

    /** As it is now, or was a moment ago, or before the look or the signature that is under way. */
    public Status status() {
        var before = last;
        if (before == null) {
            // Drivers that start up take their time; that there are none must not be said before they were looked for.
            inUse.lock();
        } else if (clock.instant().isBefore(lastLook.plus(FRESH)) || !inUse.tryLock()) {
            return before;
        }
        try {
            var now = last;
            if (now == null || !clock.instant().isBefore(lastLook.plus(FRESH))) {
                look();
            }
            return Objects.requireNonNull(last);
        } finally {
            inUse.unlock();
        }
    }

    /** What the person may choose from, best first; or why there is nothing to choose from. */
    public Choices choices() {
        inUse.lock();
        try {
            var found = look();
            var usable = new ArrayList<Choice>();
            var expired = false;
            for (var choice : found.choices) {
                if (choice.held.signs() && choice.held.isInDate(clock.instant())) {
                    usable.add(choice);
                } else {
                    expired |= choice.held.signs();
                }
            }
            if (!usable.isEmpty()) {
                usable.sort(Comparator.comparing(choice -> choice.token.pin() == PinState.LOCKED));
                return usable.stream().allMatch(choice -> choice.token.pin() == PinState.LOCKED)
                        ? new Choices.None(Fault.wrongPin(PinState.LOCKED))
                        : new Choices.Some(usable);
            }
            return new Choices.None(found.nothing(expired, Objects.requireNonNull(last)));
        } finally {
            inUse.unlock();
        }
    }

    /** Has the chosen token sign, with the PIN as it was typed. */
    public Answer sign(Choice choice, char[] pin, SigningRequest request) {
        inUse.lock();
        try {
            lastLook = Instant.EPOCH;
            return choice.source.sign(choice.held.handle(), pin, request.origin(), request.nonce());
        } finally {
            inUse.unlock();
        }
    }

    @Override
    public void close() {
        inUse.lock();
        try {
            sources.values().forEach(TokenSource::close);
        } finally {
            inUse.unlock();
        }
    }

    private Found look() {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        var driver = false;
        var token = Status.Presence.NONE;
        var pin = PinState.LOCKED;
        for (var source : sources()) {
            switch (source.look()) {
                case TokenSource.Look.Failed(var fault) -> {
                    found.faults.add(fault);
                    driver |= fault.code() != Code.NO_DRIVER;
                }
                case TokenSource.Look.Tokens(var tokens) -> {
                    driver = true;
                    for (var seen : tokens) {
                        token = seen.initialised() || token == Status.Presence.PRESENT
                                ? Status.Presence.PRESENT
                                : Status.Presence.UNINITIALISED;
                        pin = seen.initialised() ? pin.better(seen.pin()) : pin;
                        seen.certificates().forEach(held -> found.add(new Choice(source, seen, held)));
                    }
                }
            }
        }
        // Of several tokens that of the best: one that is locked keeps nobody from signing with another.
        last = new Status(driver, token, token == Status.Presence.PRESENT ? pin : PinState.OK);
        lastLook = clock.instant();
        return found;
    }

    /** Found anew each time: a driver may have been installed since. */
    private List<TokenSource> sources() {
        var wanted = new LinkedHashSet<String>();
        chosen.forEach(path -> wanted.add(path.toAbsolutePath().toString()));
        var software = drivers.software();
        if (software == null) {
            DriverList.newest(drivers.settings()).installed().forEach(path -> wanted.add(path.toString()));
            if (SystemStore.exists()) {
                wanted.add(Worker.SYSTEM);
            }
        }
        var found = new ArrayList<TokenSource>();
        if (software != null) {
            found.add(sources.computeIfAbsent("", _ -> new SoftwareToken(software)));
        }
        for (var path : wanted) {
            found.add(sources.computeIfAbsent(path, library));
        }
        return found;
    }

    /** A certificate, the token it lies on, and the way to that. */
    public record Choice(TokenSource source, Token token, Held held) {}

    /** What the person may choose from. */
    public sealed interface Choices {

        record Some(List<Choice> choices) implements Choices {
            public Some {
                choices = List.copyOf(choices);
            }
        }

        record None(Fault fault) implements Choices {}
    }

    private record Found(List<Choice> choices, List<Fault> faults) {

        /** A certificate that a driver and the system's store both show is shown once, by the driver. */
        void add(Choice choice) {
            if (choice.held.certificate() == null
                    || choices.stream().noneMatch(known -> known.held.handle().equals(choice.held.handle()))) {
                choices.add(choice);
            }
        }

        Fault nothing(boolean expired, Status status) {
            if (!choices.isEmpty() || status.token() == Status.Presence.PRESENT) {
                return Fault.noCertificate(expired);
            }
            if (status.token() == Status.Presence.UNINITIALISED) {
                return Fault.of(Code.TOKEN_UNINITIALISED);
            }
            return faults.stream()
                    .filter(fault -> fault.code() != Code.NO_DRIVER)
                    .findFirst()
                    .orElse(Fault.of(status.driver() ? Code.NO_TOKEN : Code.NO_DRIVER));
        }
    }
}
