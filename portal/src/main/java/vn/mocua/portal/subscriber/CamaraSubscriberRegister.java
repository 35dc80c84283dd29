package vn.mocua.portal.subscriber;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks CAMARA KYC Match: docs/protocols/camara-kyc-match.md. */
@Component
class CamaraSubscriberRegister implements SubscriberRegister {

    private static final Set<String> WORDS = Set.of("true", "false", "not_available");

    /** Our word for what each field of the protocol says, as evidence keeps it. */
    private static final Map<String, String> OURS =
            Map.of("idDocument", "nationalId", "name", "fullName", "birthdate", "birthDate");

    private final CamaraOperator operator;
    private final Clock clock;

    CamaraSubscriberRegister(CamaraOperator operator, Clock clock) {
        this.operator = operator;
        this.clock = clock;
    }

    @Override
    public Answer ask(PhoneNumber phone, Citizen claimed, String method) {
        var now = ask(phone, claimed, claimed.nationalId());
        if (now.containsValue("false")) {
            return new Answer.SomeoneElse();
        }
        if (now.containsValue("not_available")) {
            return new Answer.CannotTell();
        }
        var answers = now.entrySet().stream()
                .collect(toUnmodifiableMap(
                        entry -> OURS.getOrDefault(entry.getKey(), entry.getKey()), Map.Entry::getValue));
        return new Answer.Owner(evidence(phone, claimed, method, new HashMap<>(answers)));
    }

    private Evidence evidence(PhoneNumber phone, Citizen claimed, String method, Map<String, String> answers) {
        var birthDate = claimed.birthDate();
        if (birthDate != null && !answers.containsKey("birthDate")) {
            answers.put("birthDate", "not_asked");
        }
        if (birthDate != null) {
            answers.put("birthDatePrecision", birthDate.precision().name());
        }
        var former = claimed.oldNationalId();
        if (former != null && !former.equals(claimed.nationalId())) {
            // Only the number is in question here: the rest is answered already.
            var confirmed = ask(phone, claimed, former);
            answers.put("oldNationalId", confirmed.get("idDocument"));
            if (!confirmed.values().stream().allMatch("true"::equals)) {
                former = null;
            }
        }
        return new Evidence(
                new Citizen(claimed.nationalId(), former, claimed.fullName(), birthDate),
                Strength.RECORD_MATCHED,
                method,
                CamaraOperator.SYSTEM,
                Ial.IAL2,
                answers,
                clock.instant());
    }

    /** What the operator says of every field that was asked, in its own words; "false" when it has no such number. */
    private Map<String, String> ask(PhoneNumber phone, Citizen claimed, NationalId nationalId) {
        var question = new LinkedHashMap<String, String>();
        question.put("idDocument", nationalId.value());
        question.put("name", claimed.fullName().value());
        var birthDate = claimed.birthDate();
        if (birthDate != null && birthDate.precision() == BirthDate.Precision.DAY) {
            question.put("birthdate", LocalDate.from(birthDate.known()).toString());
        }
        var asked = Set.copyOf(question.keySet());
        question.put("phoneNumber", phone.value());
        return operator.match(question, answer -> read(answer, asked));
    }

    private static Map<String, String> read(HttpAnswer answer, Set<String> asked) {
        return switch (CamaraOperator.kind(answer)) {
            case "200" -> matches(answer, asked);
            case "404 IDENTIFIER_NOT_FOUND" -> all(asked, "false");
            case "422 SERVICE_NOT_APPLICABLE" -> all(asked, "not_available");
            default -> throw CamaraOperator.unexpected(answer);
        };
    }

    /** Exactly what was asked, in words of the protocol; anything less, more or else is no answer. */
    private static Map<String, String> matches(HttpAnswer answer, Set<String> asked) {
        var json = answer.json();
        if (!json.isObject()) {
            throw OutsideUnavailable.nonsense(CamaraOperator.SYSTEM, "not an object");
        }
        var matches = new LinkedHashMap<String, String>();
        var expected = new TreeSet<String>();
        for (var field : asked) {
            var word = json.path(field + "Match");
            if (!word.isString() || !WORDS.contains(word.stringValue())) {
                throw OutsideUnavailable.nonsense(CamaraOperator.SYSTEM, "no known word for " + field);
            }
            matches.put(field, word.stringValue());
            expected.add(field + "Match");
            // A score stands only beside a "false"; next to a "true" the answer contradicts itself.
            if (word.stringValue().equals("false")) {
                expected.add(field + "MatchScore");
            }
        }
        // "The response will only contain the attributes for which validation has been requested."
        if (!expected.containsAll(json.propertyNames())) {
            throw OutsideUnavailable.nonsense(CamaraOperator.SYSTEM, "an answer to what was not asked");
        }
        return matches;
    }

    private static Map<String, String> all(Set<String> asked, String word) {
        return asked.stream().collect(toUnmodifiableMap(field -> field, field -> word));
    }
}
