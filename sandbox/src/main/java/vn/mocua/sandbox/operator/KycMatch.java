package vn.mocua.sandbox.operator;

import static java.util.Map.entry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.town.Subscriber;

/** CAMARA Know Your Customer Match: "verify matching of a number of attributes … against the verified data". */
final class KycMatch implements Operator.Operation {

    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    /** The request's own rules for a property: maxLength and pattern, in the order of the contract. */
    private record Rule(int longest, Pattern pattern) {}

    private static final Map<String, Rule> ATTRIBUTES = Map.ofEntries(
            entry("idDocument", new Rule(50, ANY)),
            entry(
                    "idDocumentType",
                    new Rule(
                            50,
                            Pattern.compile("passport|national_id_card|residence_permit|diplomatic_id|driver_licence"
                                    + "|social_security_id|other"))),
            entry("idDocumentExpiryDate", new Rule(10, ANY)),
            entry("bankAccountNumber", new Rule(50, Pattern.compile("[A-Z]+:[A-Za-z0-9]+"))),
            entry("name", new Rule(256, ANY)),
            entry("givenName", new Rule(100, ANY)),
            entry("familyName", new Rule(150, ANY)),
            entry("nameKanaHankaku", new Rule(256, ANY)),
            entry("nameKanaZenkaku", new Rule(256, ANY)),
            entry("middleNames", new Rule(100, ANY)),
            entry("familyNameAtBirth", new Rule(150, ANY)),
            entry("address", new Rule(256, ANY)),
            entry("streetName", new Rule(150, ANY)),
            entry("streetNumber", new Rule(20, ANY)),
            entry("postalCode", new Rule(20, ANY)),
            entry("region", new Rule(100, ANY)),
            entry("locality", new Rule(100, ANY)),
            entry("country", new Rule(2, COUNTRY)),
            entry("houseNumberExtension", new Rule(20, ANY)),
            entry("birthdate", new Rule(10, ANY)),
            entry("email", new Rule(254, Pattern.compile("[^@\\s]+@[^@\\s]+"))),
            entry("gender", new Rule(6, Pattern.compile("MALE|FEMALE|OTHER"))),
            entry("cityOfBirth", new Rule(100, ANY)),
            entry("countryOfBirth", new Rule(2, COUNTRY)),
            entry("nationality", new Rule(2, COUNTRY)));

    private static final Set<String> DATES = Set.of("birthdate", "idDocumentExpiryDate");

    @Override
    public Set<String> scopes() {
        return Set.of("kyc-match:match");
    }

    @Override
    public Set<String> properties() {
        var all = new HashSet<>(ATTRIBUTES.keySet());
        all.add("phoneNumber");
        return all;
    }

    @Override
    public void check(JsonNode body) throws Refused {
        int asked = 0;
        for (var property : body.properties()) {
            var rule = ATTRIBUTES.get(property.getKey());
            if (rule != null) {
                asked++;
                check(property.getKey(), rule, property.getValue());
            }
        }
        // "at least one of the other fields must be provided"
        if (asked == 0) {
            throw new Refused(
                    400, "KNOW_YOUR_CUSTOMER.INVALID_PARAM_COMBINATION", "Indicated parameter combination is invalid");
        }
    }

    private static void check(String name, Rule rule, JsonNode value) throws Refused {
        if (!value.isString()
                || value.asString().codePointCount(0, value.asString().length()) > rule.longest()
                || !rule.pattern().matcher(value.asString()).matches()
                || DATES.contains(name) && !isDate(value.asString())) {
            throw Refused.invalidArgument(name + " is not as the contract says.");
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** "The response will only contain the attributes for which validation has been requested." */
    @Override
    public Map<String, Object> answer(JsonNode body, Subscriber subscriber) {
        var answer = new LinkedHashMap<String, Object>();
        for (var property : body.properties()) {
            var name = property.getKey();
            if (!name.equals("phoneNumber")) {
                var asked = property.getValue().asString();
                var matches = subscriber.missing().contains(name) ? null : matches(name, asked, subscriber);
                answer.put(name + "Match", matches == null ? "not_available" : matches.toString());
                if (name.equals("name") && Boolean.FALSE.equals(matches)) {
                    answer.put("nameMatchScore", Spelling.score(asked, subscriber.fullName()));
                }
            }
        }
        return answer;
    }

    /** Null: the operator has nothing to compare with. */
    private static @Nullable Boolean matches(String name, String asked, Subscriber subscriber) {
        return switch (name) {
            case "idDocument" -> asked.equals(subscriber.nationalId()) || asked.equals(subscriber.oldNationalId());
            case "idDocumentType" -> asked.equals("national_id_card");
            case "name" -> Spelling.same(asked, subscriber.fullName());
            case "birthdate" -> subscriber.knowsDayOfBirth() ? asked.equals(subscriber.birthDate()) : null;
            default -> null;
        };
    }
}
