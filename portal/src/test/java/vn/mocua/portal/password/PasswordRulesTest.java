package vn.mocua.portal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.identity.AgencyCode;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.TaxCode;

class PasswordRulesTest {

    private static final CommonPasswords COMMON = new CommonPasswords();
    private static final ZxcvbnMeter METER = new ZxcvbnMeter();
    private static final PasswordRules GUIDE = new PasswordRules(PasswordPolicy.GUIDE, COMMON, METER);
    private static final PasswordRules PASSPHRASE = new PasswordRules(PasswordPolicy.PASSPHRASE, COMMON, METER);

    private static final PersonalData HOA = new PersonalData(
            new Subject.Citizen(
                    NationalId.of("051187004567"),
                    NationalId.of("212345678"),
                    FullName.of("Đỗ Thị Khánh Hoà"),
                    BirthDate.of("05/09/1987")),
            PhoneNumber.of("0821234088"),
            EmailAddress.of("quynhhoa.dtk@example.vn"));

    static List<String> refused() throws IOException {
        return lines("refused.txt");
    }

    static List<String> taken() throws IOException {
        return lines("taken.txt");
    }

    /** T29: they obey the guide's rule, and everybody thinks of them. */
    @ParameterizedTest
    @MethodSource("refused")
    void whatManyThinkOfIsRefusedWithItsReason(String typed) {
        assertThat(keys(GUIDE, typed, PersonalData.none())).isNotEmpty().isSubsetOf("password.common", "password.weak");
        assertThat(keys(PASSPHRASE, typed, PersonalData.none())).isNotEmpty();
    }

    /** T29. */
    @ParameterizedTest
    @MethodSource("taken")
    void whatNobodyElseThinksOfIsTaken(String typed) {
        for (var form : Normalizer.Form.values()) {
            if (form == Normalizer.Form.NFC || form == Normalizer.Form.NFD) {
                assertThat(keys(GUIDE, Normalizer.normalize(typed, form), HOA)).isEmpty();
                assertThat(keys(PASSPHRASE, Normalizer.normalize(typed, form), HOA))
                        .isEmpty();
            }
        }
    }

    /** T29. */
    @Test
    void theTablesAreLargeEnough() throws IOException {
        assertThat(refused()).hasSizeGreaterThanOrEqualTo(120).doesNotHaveDuplicates();
        assertThat(taken()).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
        assertThat(taken().stream().filter(typed -> typed.codePointCount(0, typed.length()) == 64))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    /** T29: why a plain look-up would not do. */
    @Tag("slow")
    @Test
    void ofTheWorldsListOnlyFourteenObeyTheGuidesRule() throws IOException {
        var obeying = CommonPasswords.world().stream()
                .filter(typed -> !typed.isEmpty())
                .filter(typed -> keys(
                                new PasswordRules(PasswordPolicy.GUIDE, COMMON, (text, own) -> 1e9),
                                typed,
                                PersonalData.none())
                        .stream()
                        .allMatch("password.common"::equals))
                .toList();

        assertThat(CommonPasswords.world()).hasSizeGreaterThan(100_000);
        assertThat(obeying).hasSize(14).contains("P@ssw0rd", "1qaz@WSX", "!QAZ2wsx");
    }

    @Test
    void theWholeListOfTheWorldIsCommonHoweverItIsDressed() throws IOException {
        var world = CommonPasswords.world().stream()
                .filter(word ->
                        word.length() >= 4 && word.length() < 40 && word.chars().allMatch(c -> c >= 'a' && c <= 'z'))
                .toList();
        assertThat(world).hasSizeGreaterThan(30_000);
        for (int i = 0; i < world.size(); i += 97) {
            var word = world.get(i);
            var capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            for (var dressed : List.of(
                    word,
                    capital,
                    capital + "@123",
                    "123@" + capital,
                    capital + "!",
                    "1" + word + "#9",
                    capital.replace('a', '@').replace('o', '0') + "$1")) {
                assertThat(COMMON.contain(Password.of(dressed))).as(dressed).isTrue();
            }
        }
    }

    @Test
    void ourOwnListIsFoldedAndLongEnough() throws IOException {
        var own = CommonPasswords.vietnamese();

        assertThat(own).hasSizeBetween(2_000, 3_000).doesNotHaveDuplicates();
        assertThat(own)
                .allMatch(word ->
                        word.matches("[a-z0-9]{3,}") && Folding.plain(word).equals(word));
    }

    @Test
    void springSecuritysCheckerIsTheSameCheck() {
        assertThat(COMMON.check("Matkhau@123").isCompromised()).isTrue();
        assertThat(COMMON.check("Gx7!pq2Z").isCompromised()).isFalse();
        assertThat(COMMON.check(null).isCompromised()).isFalse();
        assertThat(COMMON.check("a".repeat(1_000_000)).isCompromised()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Gx7!pq2, password.tooShort",
                "gx7!pq2z, password.noUpper",
                "GX7!PQ2Z, password.noLower",
                "Gxx!pqqZ, password.noDigit",
                "Gx77pq2Z, password.noSpecial",
                "gx!, password.tooShort password.noUpper password.noDigit",
                "\u1ea7x7!pq2Z, ",
                "gx7!pq2\u0110, ",
                "Gx7 pq2Z, ",
                "Gx7\u20acpq2Z, ",
                "Gx\u0667!pqqZ, ",
                "Gx7\ud83d\ude00pq2Z, "
            })
    void theGuidesFourKindsAreThoseOfUnicode(String typed, String expected) {
        assertThat(String.join(" ", keys(GUIDE, typed, PersonalData.none())))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void eightCharactersAreEightCodePointsInNfc() {
        assertThat(keys(GUIDE, Normalizer.normalize("Ấx7!pqZ", Normalizer.Form.NFD), PersonalData.none()))
                .containsExactly("password.tooShort");
        assertThat(GUIDE.faults(Password.of("\ud83d\ude00Gx7!pq"), PersonalData.none()))
                .containsExactly(PasswordFault.tooShort(7));
    }

    /** Only the operator's switch lets long passwords of any composition in: assurance.md, section 5. */
    @ParameterizedTest
    @CsvSource({
        "trang khuya roi ba giot, true",
        "trangkhuyaroiba, true",
        "trangkhuyaroib, false",
        "matkhau matkhau matkhau, false",
        "aaaaaaaaaaaaaaaaaaaa, false"
    })
    void aPassphraseNeedsNoCompositionWhereThePolicySaysSo(String typed, boolean taken) {
        assertThat(keys(PASSPHRASE, typed, PersonalData.none()).isEmpty()).isEqualTo(taken);
        assertThat(keys(GUIDE, typed, PersonalData.none())).contains("password.noUpper", "password.noDigit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dothikhanhhoa@1xQ",
                "Đỗ Thị Khánh Hoà 7!qZ",
                "xK7!Hoà Đỗ Thị Khánh",
                "KhanhHoa@87",
                "Khánh Hoà 1987!",
                "Hoa@1987",
                "Do.Hoa.1987",
                "0821234088Qx!",
                "Qx!z082-123-4088",
                "Qz!051187004567",
                "Vr#004567mKe",
                "Vr#212345678mKe",
                "Kp!05091987zW",
                "Kp!05/09/1987zW",
                "kP!19870905zW",
                "Kp!050987zWq",
                "Kp!591987zWq",
                "Quynhhoa.dtk9!x",
                "Qx quynhhoadtk 9!",
                "Kh4nhH0a@9!"
            })
    void thePersonsOwnDataAreNoPassword(String typed) {
        assertThat(keys(GUIDE, typed, HOA)).contains("password.ownData");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gx7!pq2Zhoa", "Hoa gạo rụng 3 cánh Đỏ!", "Thị trấn 9 ngọn Đèn mờ?", "Vr#00456mKexQ"})
    void whatOnlyTouchesOwnDataIsTaken(String typed) {
        assertThat(keys(GUIDE, typed, HOA)).isEmpty();
    }

    @Test
    void firmsAndAgenciesHaveOwnDataToo() {
        var firm = new PersonalData(
                new Subject.Business(TaxCode.of("4398765434"), OrganisationName.of("Công ty TNHH Sao Khuê")),
                null,
                null);
        var agency = new PersonalData(
                new Subject.Agency(AgencyCode.of("H48.12"), OrganisationName.of("Sở Tư pháp Quảng Ngãi")), null, null);

        assertThat(keys(GUIDE, "Saokhue@99", firm)).contains("password.ownData");
        assertThat(keys(GUIDE, "Vr#4398765434k", firm)).contains("password.ownData");
        assertThat(keys(GUIDE, "Sotuphap@9", agency)).contains("password.ownData");
        assertThat(keys(GUIDE, "Gx7!pq2Z", firm)).isEmpty();
    }

    /** T30: the meter's work grows fast with the length, so it never sees more than 64 code points. */
    @Test
    void theMeterNeverSeesMoreThan64CodePoints() {
        var seen = new ArrayList<String>();
        var rules = new PasswordRules(PasswordPolicy.GUIDE, COMMON, (text, own) -> {
            seen.add(text);
            return 1e9;
        });
        for (var typed : List.of(
                "Gx7!" + "q".repeat(124),
                "Gx7!" + "\ud83d\ude00".repeat(124),
                "Gx7!" + "\u1ea5".repeat(124),
                "Gx7!pq2Z")) {
            rules.faults(Password.of(typed), HOA);
        }

        assertThat(seen).hasSize(4).allMatch(text -> text.codePointCount(0, text.length()) <= 64);
        assertThat(seen).last().isEqualTo("Gx7!pq2Z");
    }

    /** T30: the meter tries every combination of signs for letters; the rare ones are measured as other signs. */
    @Test
    void theMeterMeasuresSignsThatStandForLettersWithoutTryingAllOfThem() {
        var worst = "4({[<$5!|1679+%@80".repeat(4).substring(0, 64);

        assertThat(METER.guesses(worst, List.of())).isGreaterThan(1e8);
        assertThat(METER.guesses("P@$$w0rd", List.of())).isLessThan(1e4);
    }

    @Test
    void theMeterIsAskedOnlyWhenNothingElseIsWrong() {
        var asked = new ArrayList<String>();
        var rules = new PasswordRules(PasswordPolicy.GUIDE, COMMON, (text, own) -> {
            asked.add(text);
            return 1e7;
        });

        assertThat(keys(rules, "Matkhau@123", HOA)).containsExactly("password.common");
        assertThat(keys(rules, "gx7", HOA)).doesNotContain("password.weak");
        assertThat(asked).isEmpty();
        assertThat(keys(rules, "Gx7!pq2Z", HOA)).containsExactly("password.weak");
    }

    private static List<String> keys(PasswordRules rules, String typed, PersonalData own) {
        return rules.faults(Password.of(typed), own).stream()
                .map(PasswordFault::key)
                .toList();
    }

    private static List<String> lines(String name) throws IOException {
        try (var in = Objects.requireNonNull(PasswordRulesTest.class.getResourceAsStream(name));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
