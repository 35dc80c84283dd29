package vn.mocua.sandbox.phone;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.Telephone;

/** Every phone's inbox. Bounded: the last {@link #PER_PHONE} of a phone, {@link #IN_ALL} altogether. */
public final class Phones {

    static final int PER_PHONE = 50;
    static final int IN_ALL = 20_000;
    private static final Person.Line GOOD = new Person.Line(false, 0);

    private final Cast cast;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<Telephone, Deque<Sms>> inboxes = new HashMap<>();
    private final Deque<Telephone> oldest = new ArrayDeque<>();
    private final Object lock = new Object();
    private long last;

    public Phones(Cast cast, Clock clock, ScheduledExecutorService timer) {
        this.cast = cast;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Takes a message to a phone, as well as that person's line allows.
     *
     * @param told hears once whether it arrived
     */
    public void deliver(Telephone to, String from, String text, int parts, String centre, Consumer<Boolean> told) {
        var line = cast.byPhone(to).map(Person::line).orElse(GOOD);
        if (line.suspended()) {
            told.accept(false);
        } else if (line.lateSeconds() > 0) {
            timer.schedule(
                    () -> {
                        put(to, from, text, parts, centre);
                        told.accept(true);
                    },
                    Duration.ofSeconds(line.lateSeconds()).toMillis(),
                    TimeUnit.MILLISECONDS);
        } else {
            put(to, from, text, parts, centre);
            told.accept(true);
        }
    }

    private void put(Telephone to, String from, String text, int parts, String centre) {
        synchronized (lock) {
            var inbox = inboxes.computeIfAbsent(to, phone -> new ArrayDeque<>());
            inbox.addFirst(new Sms(++last, from, text, clock.instant(), parts, centre));
            oldest.addLast(to);
            if (inbox.size() > PER_PHONE) {
                inbox.removeLast();
                oldest.removeFirstOccurrence(to);
            }
            if (oldest.size() > IN_ALL) {
                var loser = oldest.removeFirst();
                var poorer = inboxes.getOrDefault(loser, new ArrayDeque<>());
                poorer.pollLast();
                if (poorer.isEmpty()) {
                    inboxes.remove(loser);
                }
            }
        }
    }

    /** A phone's messages, newest first. */
    public List<Sms> inbox(Telephone phone) {
        synchronized (lock) {
            return new ArrayList<>(inboxes.getOrDefault(phone, new ArrayDeque<>()));
        }
    }

    /** How many messages lie in all inboxes. */
    public int size() {
        synchronized (lock) {
            return oldest.size();
        }
    }
}
