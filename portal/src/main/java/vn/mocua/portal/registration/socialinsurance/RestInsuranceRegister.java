package vn.mocua.portal.registration.socialinsurance;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks REST to the data-sharing axis, and alone knows how a record looks there: docs/protocols/social-insurance.md. */
@ConditionalOnProperty("mocua.insurance.record-url")
@Component
@EnableConfigurationProperties(InsuranceSettings.class)
class RestInsuranceRegister implements InsuranceRegister {

    static final String SYSTEM = "insurance";

    private static final String FOUND = "00";
    private static final String UNKNOWN = "01";
    private static final Set<String> OPEN = Set.of("1", "2", "3");
    private static final String CLOSED = "4";

    private static final Set<String> READ = Set.of(
            "maSoBhxh",
            "hoTen",
            "ngaySinh",
            "loaiNgaySinh",
            "gioiTinh",
            "trangThai",
            "soDinhDanh",
            "cmnd",
            "dienThoaiLh");

    /** What the service is known to send besides, and nobody needs. */
    private static final Set<String> UNREAD = Set.of("soSoCu", "maTinhKs", "maHuyenKs", "maXaKs");

    private static final Pattern WRAPPER = Pattern.compile("TST_[A-Za-z]{1,60}Response");
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** By loaiNgaySinh: how much of ngaySinh holds. What follows is filling: nothing, zeros, or the first day. */
    private static final List<Pattern> BIRTH_DATES = List.of(
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})"),
            Pattern.compile("([0-9]{4})(?:0000|0101)?"),
            Pattern.compile("([0-9]{4})([0-9]{2})(?:00|01)?"));

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Outside outside;
    private final URI address;
    private final RestClient client;

    RestInsuranceRegister(Outside outside, OutsideHttp http, InsuranceSettings settings) {
        this.outside = outside;
        this.address = required("record-url", settings.recordUrl());
        this.client = http.client(SYSTEM, address)
                .requestInterceptor(http.clientCredentials(
                        SYSTEM,
                        required("token-url", settings.tokenUrl()),
                        required("client-id", settings.clientId()),
                        required("client-secret", settings.clientSecret()),
                        settings.scope()))
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
    }

    @Override
    public Answer ask(SocialInsuranceNumber number) {
        return outside.call(SYSTEM, () -> {
            var answer = client.post()
                    .uri(address)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsBytes(Map.of("maSoBhxh", number.value())))
                    .exchangeForRequiredValue((request, response) -> HttpAnswer.of(SYSTEM, response));
            if (answer.status() != 200) {
                throw new OutsideUnavailable(SYSTEM, OutsideUnavailable.Why.BROKEN, "status " + answer.status());
            }
            return read(answer.json(), number);
        });
    }

    private static Answer read(JsonNode envelope, SocialInsuranceNumber asked) {
        only(envelope, Set.of("code", "status", "correlationId", "response"));
        if (!text(envelope, "code").equals("200")) {
            throw OutsideUnavailable.nonsense(SYSTEM, "the envelope does not say 200");
        }
        var correlation = text(envelope, "correlationId");
        var response = envelope.path("response");
        if (!CORRELATION.matcher(correlation).matches() || response.size() != 1) {
            throw OutsideUnavailable.nonsense(SYSTEM, "not the envelope of one answer");
        }
        var wrapper = response.propertyNames().iterator().next();
        if (!WRAPPER.matcher(wrapper).matches()) {
            throw OutsideUnavailable.nonsense(SYSTEM, "the answer of another operation");
        }
        var answer = response.path(wrapper);
        only(answer, Set.of("successful", "errorCode"));
        var record = answer.path("successful");
        return switch (text(answer, "errorCode")) {
            case FOUND -> record(record, asked, correlation);
            case UNKNOWN -> {
                if (!record.isNull() && !record.isMissingNode()) {
                    throw OutsideUnavailable.nonsense(SYSTEM, "a record of nobody");
                }
                yield new Answer.Nobody();
            }
            default -> throw OutsideUnavailable.nonsense(SYSTEM, "an error that the protocol does not know");
        };
    }

    /** The one place where the agency's words become ours. */
    private static Answer record(JsonNode record, SocialInsuranceNumber asked, String correlation) {
        only(record, READ, UNREAD);
        var number = text(record, "maSoBhxh");
        var personal = text(record, "soDinhDanh");
        // Who has both numbers is found by either; anybody else is not whom we asked about.
        if (!number.equals(asked.value()) && !personal.equals(asked.value())) {
            throw OutsideUnavailable.nonsense(SYSTEM, "a record of somebody else");
        }
        if (!Set.of("1", "2", "3").contains(text(record, "gioiTinh"))) {
            throw OutsideUnavailable.nonsense(SYSTEM, "no known word for the sex");
        }
        var name = readable(text(record, "hoTen"), FullName::of);
        if (name == null) {
            throw OutsideUnavailable.nonsense(SYSTEM, "a name that is none");
        }
        var birthDate = birthDate(text(record, "ngaySinh"), text(record, "loaiNgaySinh"));
        // Numbers are typed by their digits: registers hold twelve of them where the old card's should be.
        var cards = Stream.of(personal, text(record, "cmnd"))
                .map(each -> readable(each, NationalId::of))
                .filter(Objects::nonNull)
                .toList();
        var phone = readable(text(record, "dienThoaiLh"), PhoneNumber::of);
        var status = text(record, "trangThai");
        if (status.equals(CLOSED)) {
            return new Answer.Nobody();
        }
        if (!OPEN.contains(status)) {
            throw OutsideUnavailable.nonsense(SYSTEM, "no known word for the state of a record");
        }
        return new Answer.Insured(
                new InsuranceRecord(card(cards, false), card(cards, true), name, birthDate, phone, correlation));
    }

    private static @Nullable NationalId card(List<NationalId> cards, boolean old) {
        return cards.stream()
                .filter(each -> each.isOldCard() == old)
                .findFirst()
                .orElse(null);
    }

    private static BirthDate birthDate(String digits, String kind) {
        if (kind.length() == 1 && kind.charAt(0) >= '0' && kind.charAt(0) <= '2') {
            var date = BIRTH_DATES.get(kind.charAt(0) - '0').matcher(digits);
            if (date.matches()) {
                var iso = new StringBuilder(date.group(1));
                for (int group = 2; group <= date.groupCount(); group++) {
                    iso.append('-').append(date.group(group));
                }
                var read = readable(iso.toString(), BirthDate::ofIso);
                if (read != null) {
                    return read;
                }
            }
        }
        throw OutsideUnavailable.nonsense(SYSTEM, "a birth date that is none");
    }

    private static <T> @Nullable T readable(String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (Malformed e) {
            return null;
        }
    }

    /** A word that must be there; what the agency does not know is an empty one or null. */
    private static String text(JsonNode node, String name) {
        var value = node.get(name);
        if (value == null || !(value.isString() || value.isNull())) {
            throw OutsideUnavailable.nonsense(SYSTEM, "no word for " + name);
        }
        return value.isNull() ? "" : value.stringValue();
    }

    @SafeVarargs
    private static void only(JsonNode node, Set<String>... names) {
        if (!node.isObject()
                || !node.propertyNames().stream()
                        .allMatch(each -> Stream.of(names).anyMatch(set -> set.contains(each)))) {
            throw OutsideUnavailable.nonsense(SYSTEM, "more than the protocol knows");
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("mocua.insurance." + name + " is not set");
        }
        return value;
    }
}
