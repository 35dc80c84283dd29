package vn.mocua.sandbox.insurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Person;

/**
 * The agency's register: the cast as the resource file says, the crowd with numbers that lead back to them, and a few
 * numbers whose answers are never right.
 */
public final class Register {

    private static final Pattern EARLIER_TONE =
            Pattern.compile("(?i)(?:(o)([\\u0300\\u0301\\u0303\\u0309\\u0323])([ae])"
                    + "|(u)([\\u0300\\u0301\\u0303\\u0309\\u0323])(y))(?![\\p{L}\\p{M}])");
    private static final String CROWD = "79";
    private static final long NUMBERS = 100_000_000;
    private static final long FACTOR = 37_579_193;
    private static final long SHIFT = 11_223_344;
    private static final long INVERSE =
            BigInteger.valueOf(FACTOR).modInverse(BigInteger.valueOf(NUMBERS)).longValueExact();

    private final Cast cast;
    private final Map<String, Insured> byPerson = new LinkedHashMap<>();
    private final Map<String, Insured> byNumber = new LinkedHashMap<>();
    private final Map<String, String> lies = new LinkedHashMap<>();

    public Register(Cast cast) {
        this.cast = cast;
        try (var json = Objects.requireNonNull(Register.class.getResourceAsStream("insurance.json"))) {
            var root = JsonMapper.shared().readTree(json);
            for (var entry : root.required("people").properties()) {
                var insured = insured(entry.getValue());
                byPerson.put(entry.getKey(), insured);
                byNumber.put(insured.number(), insured);
                if (!insured.nationalId().isEmpty()) {
                    byNumber.put(insured.nationalId(), insured);
                }
            }
            for (var entry : root.required("lies").properties()) {
                lies.put(entry.getKey(), entry.getValue().asString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number that somebody has and types: ten digits, or the twelve of the card. */
    public String numberOf(Person person) {
        return record(person).number();
    }

    /** Whoever is insured under these ten digits, or under the twelve of their personal number. */
    Optional<Insured> find(String number) {
        var known = byNumber.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        var person = number.length() == 12
                ? cast.byNationalId(number)
                : crowd(number).flatMap(cast::find);
        return person.filter(each -> !byPerson.containsKey(each.id())).map(this::record);
    }

    /** What is wrong with every answer about this number. */
    Optional<String> lie(String number) {
        return Optional.ofNullable(lies.get(number));
    }

    private Insured record(Person person) {
        var known = byPerson.get(person.id());
        return known != null
                ? known
                : new Insured(
                        crowdNumber(Integer.parseInt(
                                        person.id().substring(person.id().indexOf('-') + 1))
                                - 1),
                        spelt(person.fullName()),
                        iso(person.birthDate()),
                        person.isFemale() ? "2" : "1",
                        "1",
                        person.nationalId(),
                        "",
                        person.phone());
    }

    private static String crowdNumber(int n) {
        return CROWD + "%08d".formatted((FACTOR * n + SHIFT) % NUMBERS);
    }

    private static Optional<String> crowd(String number) {
        if (!number.matches(CROWD + "[0-9]{8}")) {
            return Optional.empty();
        }
        long n = Math.floorMod((Long.parseLong(number.substring(2)) - SHIFT) * INVERSE, NUMBERS);
        return Optional.of("nguoi-" + (n + 1));
    }

    /** The agency sets the tone mark on the second of two vowels at a word's end. */
    static String spelt(String name) {
        var apart = Normalizer.normalize(name, Normalizer.Form.NFD);
        var moved = EARLIER_TONE
                .matcher(apart)
                .replaceAll(found -> found.group(1) != null
                        ? found.group(1) + found.group(3) + found.group(2)
                        : found.group(4) + found.group(6) + found.group(5));
        return Normalizer.normalize(moved, Normalizer.Form.NFC);
    }

    private static String iso(String typed) {
        var parts = typed.split("/");
        return parts[2] + "-" + parts[1] + "-" + parts[0];
    }

    private static Insured insured(JsonNode node) {
        return new Insured(
                text(node, "number"),
                text(node, "fullName"),
                text(node, "birthDate"),
                text(node, "sex"),
                node.path("status").asString("1"),
                node.path("nationalId").asString(""),
                node.path("oldNationalId").asString(""),
                node.path("phone").asString(""));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
