package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all the words of identity alike. */
class IdentityWordsTest {

    private static final NationalId ID = NationalId.of("051187004567");
    private static final FullName NAME = FullName.of("Nguyễn Thị Hoà");
    private static final BirthDate BORN = BirthDate.of("05/09/1987");
    private static final OrganisationName FIRM = OrganisationName.of("Công ty Hoà Bình");

    /** One of every record of the room. */
    private static final List<Record> WORDS = List.of(
            ID,
            NAME,
            BORN,
            FIRM,
            TaxCode.of("4398765434-001"),
            AgencyCode.of("H48.12"),
            SocialInsuranceNumber.of("5123456789"),
            PhoneNumber.of("0821234088"),
            EmailAddress.of("hoa.nguyen@example.vn"),
            Otp.of("204817"),
            Identifier.of(ID),
            new Subject.Citizen(ID, NationalId.of("212345678"), NAME, BORN),
            new Subject.Business(TaxCode.of("4398765434"), FIRM),
            new Subject.Agency(AgencyCode.of("H48.12"), FIRM),
            new Evidence(
                    new Subject.Citizen(ID, null, NAME, BORN),
                    Strength.RECORD_MATCHED,
                    "mobile-subscriber",
                    "operator",
                    Ial.IAL2,
                    Map.of("name", "Nguyễn Thị Hoà"),
                    Instant.EPOCH));

    /** Every personal datum that the words above are made of. */
    private static final List<String> PERSONAL = List.of(
            "051187004567",
            "212345678",
            "Nguyễn",
            "Hoà",
            "1987",
            "Bình",
            "4398765434",
            "48.12",
            "5123456789",
            "821234088",
            "hoa.nguyen",
            "204817");

    @Test
    void everyRecordIsAmongTheWords() {
        assertThat(WORDS.stream().map(Object::getClass)).containsExactlyInAnyOrderElementsOf(records());
    }

    @Test
    void noRecordPrintsWhatItHolds() {
        for (var word : WORDS) {
            assertThat(word.toString()).doesNotContain(PERSONAL);
            for (var component : word.getClass().getRecordComponents()) {
                if (component.getType() == String.class && word instanceof TextValue) {
                    assertThat(word.toString()).doesNotContain((String) value(word, component));
                }
            }
        }
    }

    /** Drafts and events are JSON: each value is written by {@code value} and read by {@code of}. */
    @Test
    void whatIsWrittenBackIsReadAsTheSame() throws ReflectiveOperationException {
        for (var word : WORDS) {
            if (word instanceof TextValue text) {
                var again = word.getClass().getMethod("of", String.class).invoke(null, text.value());
                assertThat(again).isEqualTo(word).hasSameHashCodeAs(word);
            }
        }
        for (var date : List.of("05/09/1987", "09/1987", "1987")) {
            assertThat(BirthDate.of(BirthDate.of(date).value()).value()).isEqualTo(date);
        }
    }

    @Test
    void theConstructorReadsAsStrictlyAsOf() throws ReflectiveOperationException {
        for (var type : records()) {
            if (TextValue.class.isAssignableFrom(type) && type != BirthDate.class) {
                Constructor<?> constructor = type.getDeclaredConstructor(String.class);
                assertThat(catchThrowable(() -> constructor.newInstance("<\u202e>")))
                        .as(type.getSimpleName())
                        .hasCauseInstanceOf(Malformed.class);
            }
        }
    }

    /** The keys stand in the sources as literals, or as a field's name before {@code .missing} and {@code .digits}. */
    @ParameterizedTest
    @ValueSource(strings = {"identity", "identity_en"})
    void everyRefusalAndEveryFieldHasItsWords(String file) throws IOException {
        var texts = texts(file);
        var keys = new TreeSet<String>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/vn/mocua/portal/identity"))) {
            for (var source : sources.toList()) {
                var key = Pattern.compile("\"([a-z][A-Za-z]+\\.[A-Za-z.]+)\"").matcher(Files.readString(source));
                while (key.find()) {
                    if (!key.group(1).endsWith(".csv")) {
                        keys.add(key.group(1));
                    }
                }
            }
        }
        for (var field : List.of("nationalId", "taxCode", "socialInsuranceNumber", "otp")) {
            keys.add(field + ".digits");
        }
        for (var field : List.of(
                "nationalId",
                "oldNationalId",
                "fullName",
                "birthDate",
                "phone",
                "email",
                "socialInsuranceNumber",
                "taxCode",
                "agencyCode",
                "captcha",
                "consent",
                "otp",
                "password",
                "passwordConfirmation",
                "username")) {
            keys.add(field + ".missing");
            keys.add("field." + field);
        }

        assertThat(keys).hasSizeGreaterThan(60);
        assertThat(texts.stringPropertyNames()).containsAll(keys);
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(texts("identity").stringPropertyNames())
                .isEqualTo(texts("identity_en").stringPropertyNames());
        for (var file : List.of("identity", "identity_en")) {
            texts(file).forEach((key, text) -> {
                assertThat((String) text).as("%s in %s", key, file).isNotBlank().doesNotContain("'");
                assertThat(((String) text).contains("{0}"))
                        .as("%s in %s counts", key, file)
                        .isEqualTo(List.of(
                                        "nationalId.length",
                                        "fullName.tooLong",
                                        "phone.length",
                                        "socialInsuranceNumber.length",
                                        "taxCode.length",
                                        "agencyCode.length",
                                        "otp.length")
                                .contains(key));
            });
        }
    }

    @Test
    void theGuidesWordsStandAsTheGuideHasThem() {
        var texts = texts("identity");

        assertThat(texts)
                .containsEntry("nationalId.missing", "Bạn phải nhập cmt/cccd.")
                .containsEntry("field.nationalId", "Tên đăng nhập (Số CMT/CCCD)")
                .containsEntry("field.socialInsuranceNumber", "Mã bảo hiểm xã hội")
                .containsEntry("field.fullName", "Họ tên")
                .containsEntry("field.birthDate", "Ngày sinh")
                .containsEntry("field.phone", "Số điện thoại")
                .containsEntry("field.email", "Email")
                .containsEntry("field.captcha", "Nhập mã xác thực")
                .containsEntry("field.otp", "Nhập mã OTP")
                .containsEntry("field.password", "Nhập mật khẩu")
                .containsEntry("field.passwordConfirmation", "Xác nhận mật khẩu");
        assertThat(new MessageFormat(texts.getProperty("nationalId.length"), Locale.of("vi")).format(new Object[] {11}))
                .isEqualTo("Số căn cước có 12 chữ số (CMND cũ có 9). Bạn đã nhập 11.");
    }

    @Test
    void theExamplesInTheHintsCanBeTyped() {
        assertThat(NationalId.of("051203004567").warnings(null)).isEmpty();
        assertThat(texts("identity").getProperty("field.nationalId.hint")).contains("051203004567");
        assertThat(texts("identity").getProperty("field.taxCode.hint"))
                .contains(TaxCode.of("4398765434").value());
        assertThat(texts("identity").getProperty("field.agencyCode.hint"))
                .contains(AgencyCode.of("H48.12").value());
        assertThat(texts("identity").getProperty("field.birthDate.hint"))
                .contains(new BirthDate(LocalDate.of(1987, 9, 5)).value());
        assertThat(PhoneNumber.of("0912 345 678").value()).isEqualTo("+84912345678");
    }

    private static List<Class<?>> records() {
        var records = new ArrayList<Class<?>>();
        var folder = Path.of("target/classes/vn/mocua/portal/identity");
        try (Stream<Path> classes = Files.list(folder)) {
            for (var file : classes.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    var type = Class.forName("vn.mocua.portal.identity." + name.substring(0, name.length() - 6));
                    if (type.isRecord()) {
                        records.add(type);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    private static Object value(Record word, RecordComponent component) {
        try {
            return component.getAccessor().invoke(word);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(Arrays.toString(e.getStackTrace()), e);
        }
    }

    private static Properties texts(String file) {
        var texts = new Properties();
        try (var in = Objects.requireNonNull(
                        IdentityWordsTest.class.getResourceAsStream("/messages/" + file + ".properties"));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
