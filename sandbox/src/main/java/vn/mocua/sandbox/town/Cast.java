package vn.mocua.sandbox.town;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everybody who lives here: the cast from the resource file, then as much crowd as was asked for. */
public final class Cast {

    /** How many people of the crowd can be made in all. */
    public static final int MOST = Crowd.MOST;

    private static final Map<String, String> UNITS = readUnits();

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<Telephone, Person> byPhone = new LinkedHashMap<>();
    private final Map<Telephone, Person> bySecondPhone = new LinkedHashMap<>();
    private final List<Agency> agencies = readAgencies();
    private final Crowd crowd;
    private final AtomicInteger made;

    /**
     * The town of one data folder.
     *
     * @param seed of the crowd
     * @param made how many of the crowd there are already
     */
    public Cast(long seed, int made) {
        for (var person : read()) {
            people.put(person.id(), person);
            byPhone.put(Telephone.of(person.phone()).orElseThrow(), person);
            if (person.secondPhone() != null) {
                bySecondPhone.put(Telephone.of(person.secondPhone()).orElseThrow(), person);
            }
        }
        crowd = new Crowd(seed, provinces());
        this.made = new AtomicInteger(made);
    }

    /** The state bodies, in the order of the table. */
    public List<Agency> agencies() {
        return agencies;
    }

    /** The named people, in the order of the table. */
    public List<Person> people() {
        return List.copyOf(people.values());
    }

    public Optional<Person> find(String id) {
        var person = people.get(id);
        if (person != null) {
            return Optional.of(person);
        }
        return ofCrowd(Crowd.numberOf(id));
    }

    /** The first of the cast with that fate. */
    public Person withFate(Fate fate) {
        return people.values().stream()
                .filter(person -> person.fate() == fate)
                .findFirst()
                .orElseThrow();
    }

    public Optional<Person> byPhone(Telephone phone) {
        var person = byPhone.get(phone);
        if (person != null) {
            return Optional.of(person);
        }
        return ofCrowd(crowd.numberOf(phone));
    }

    /** Whose other number this is. */
    public Optional<Person> bySecondPhone(Telephone phone) {
        var person = bySecondPhone.get(phone);
        return person != null ? Optional.of(person) : ofCrowd(crowd.secondNumberOf(phone));
    }

    /** Whoever has these twelve digits. */
    public Optional<Person> byNationalId(String nationalId) {
        var known = people.values().stream()
                .filter(person -> person.nationalId().equals(nationalId))
                .findFirst();
        if (known.isPresent()) {
            return known;
        }
        return ofCrowd(crowd.holderOf(nationalId));
    }

    /** Who has this place in the crowd, once made. */
    private Optional<Person> ofCrowd(OptionalInt number) {
        return number.isPresent() && number.getAsInt() < made.get()
                ? Optional.of(crowd.person(number.getAsInt()))
                : Optional.empty();
    }

    /** What the operator has on record under a number: a person's other number is theirs like the first. */
    public Optional<Subscriber> subscriber(Telephone phone) {
        return byPhone(phone).or(() -> bySecondPhone(phone)).map(Person::operator);
    }

    /** Makes more ordinary people and returns them; fails when there would be more than {@link #MOST}. */
    public List<Person> make(int count) {
        int first = made.getAndUpdate(now -> now + count <= Crowd.MOST ? now + count : now);
        if (first + count > Crowd.MOST) {
            throw new IllegalArgumentException("there can be at most " + Crowd.MOST + " people, and " + first + " are");
        }
        var fresh = new ArrayList<Person>(count);
        for (int n = first; n < first + count; n++) {
            fresh.add(crowd.person(n));
        }
        return fresh;
    }

    /** How many of the crowd there are. */
    public int made() {
        return made.get();
    }

    /** The newest of the crowd, newest first. */
    public List<Person> newest(int most) {
        int now = made.get();
        var newest = new ArrayList<Person>();
        for (int n = now - 1; n >= 0 && newest.size() < most; n--) {
            newest.add(crowd.person(n));
        }
        return newest;
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(Cast.class.getResourceAsStream(name), name);
    }

    static List<String> provinces() {
        return List.copyOf(units().keySet());
    }

    /** The provinces' codes, and what each is a part of since July 2025. */
    static Map<String, String> units() {
        return UNITS;
    }

    private static Map<String, String> readUnits() {
        try (var csv = resource("provinces.csv")) {
            var units = new LinkedHashMap<String, String>();
            new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        var cells = line.split(",");
                        units.put(cells[0], cells[2]);
                    });
            return Collections.unmodifiableMap(units);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        try (var json = resource(name)) {
            return JsonMapper.shared().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Person> read() {
        var people = new ArrayList<Person>();
        for (var node : json("people.json")) {
            people.add(person(node));
        }
        return people;
    }

    private static Person person(JsonNode node) {
        var line = node.path("line");
        return new Person(
                text(node, "id"),
                Fate.of(text(node, "fate")),
                text(node, "nationalId"),
                optional(node, "oldNationalId"),
                text(node, "fullName"),
                text(node, "birthDate"),
                text(node, "phone"),
                optional(node, "secondPhone"),
                text(node, "email"),
                optional(node, "password"),
                node.path("operator").isObject() ? subscriber(node.path("operator")) : null,
                new Person.Line(
                        line.path("suspended").asBoolean(false),
                        line.path("lateSeconds").asInt(0)));
    }

    private static List<Agency> readAgencies() {
        var agencies = new ArrayList<Agency>();
        for (var node : json("agencies.json")) {
            agencies.add(new Agency(
                    text(node, "id"),
                    Agency.Fate.of(text(node, "fate")),
                    text(node, "agencyCode"),
                    text(node, "organisationName"),
                    text(node, "parent"),
                    optional(node, "taxCode"),
                    optional(node, "budgetCode"),
                    text(node, "phone"),
                    text(node, "email")));
        }
        return List.copyOf(agencies);
    }

    private static Subscriber subscriber(JsonNode node) {
        Set<String> missing = new HashSet<>();
        node.path("missing").forEach(name -> missing.add(name.asString()));
        return new Subscriber(
                text(node, "nationalId"),
                optional(node, "oldNationalId"),
                text(node, "fullName"),
                text(node, "birthDate"),
                node.has("simChangedHoursAgo") ? node.get("simChangedHoursAgo").asInt() : null,
                Set.copyOf(missing),
                node.path("silent").asBoolean(false));
    }

    static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asString() : null;
    }
}
