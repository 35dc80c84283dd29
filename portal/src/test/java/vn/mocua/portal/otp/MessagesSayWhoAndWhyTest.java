package vn.mocua.portal.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import vn.mocua.portal.identity.Identifier;

/** Threat T17: every SMS says who sends it and what for, has no link, and is one message whatever stands in it. */
class MessagesSayWhoAndWhyTest {

    private static final String LONGEST_HOST = "cong-dich-vu-cong-mot-cua.quangngai.gov.vn.a";

    @Test
    void everyMessageInBothLanguagesWithTheLongestValues() throws IOException {
        var words = smsWords();
        var whom = words("otp.whom.");
        assertThat(whom).hasSize(2 * Identifier.Kind.values().length);
        assertThat(words.keySet()).filteredOn(key -> key.contains("otp.sms.")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(words).hasSizeGreaterThanOrEqualTo(8);
        words.forEach((key, pattern) -> {
            var longest = whom.entrySet().stream()
                    .filter(each -> each.getKey().startsWith(key.substring(0, 3)))
                    .map(each -> new MessageFormat(each.getValue()).format(new Object[] {"***888"}))
                    .max(Comparator.comparing(String::length))
                    .orElseThrow();
            var text = new MessageFormat(pattern).format(new Object[] {"888888", "10", longest});
            if (key.contains("otp.sms.")) {
                text = new SmsFrame(URI.create("https://" + LONGEST_HOST)).code(text, "888888");
                assertThat(text).as(key).contains("888888", longest).endsWith("\n\n@" + LONGEST_HOST + " #888888");
                assertThat(text).as(key).containsPattern(purposeIn(key.substring(key.lastIndexOf('.') + 1)));
            }
            assertThat(text)
                    .as(key)
                    .startsWith(key.startsWith("en ") ? "Public Service Portal: " : "Cong Dich vu cong: ");
            assertThat(text)
                    .as(key)
                    .matches("[\\n -~]{1,160}")
                    .doesNotContain("http", "://", "www.", "{", "[", "~", "\\");
        });
    }

    private static String purposeIn(String purpose) {
        return switch (purpose) {
            case "register" -> "DANG KY|REGISTER";
            case "raise" -> "NANG MUC|ADD PROOF";
            case "reserve" -> "DAT LICH|RESERVE";
            case "change-phone" -> "DOI SO|ADD PHONE";
            case "leave-phone" -> "BO SO|DROP PHONE";
            case "recover" -> "LAY LAI|RECOVER";
            default -> "DANG NHAP|SIGN IN";
        };
    }

    @Test
    void aHostWithWhichCodesWouldNotFitIsRefusedWhenThePortalStarts() {
        assertThat(LONGEST_HOST).hasSize(44);
        assertThatThrownBy(() -> new SmsFrame(URI.create("https://a" + LONGEST_HOST)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mocua.public-url");
    }

    @Test
    void everyPurposeThatIsSentBySmsHasItsWords() throws IOException {
        var keys = smsWords().keySet();
        for (var purpose : Purpose.values()) {
            if (!purpose.goesByMail()) {
                assertThat(keys).contains("vi otp.sms." + purpose.key(), "en otp.sms." + purpose.key());
            }
        }
    }

    @Test
    void aTaxCodeIsCalledOne() {
        assertThat(new Whom(Identifier.Kind.TAX_CODE, "*******123"))
                .isEqualTo(new Whom(Identifier.Kind.TAX_CODE, "***123"));
        assertThat(new Whom(Identifier.Kind.TAX_CODE, "***123").words()).isEqualTo("otp.whom.tax-code");
        assertThat(new Whom(null, "***123").words()).isEqualTo("otp.whom.national-id");
    }

    private static Map<String, String> smsWords() throws IOException {
        return words(".sms.");
    }

    private static Map<String, String> words(String part) throws IOException {
        var words = new LinkedHashMap<String, String>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
            var properties = new Properties();
            try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            var language = String.valueOf(file.getFilename()).endsWith("_en.properties") ? "en " : "vi ";
            properties.forEach((key, value) -> {
                if (key.toString().contains(part)) {
                    words.put(language + key, value.toString());
                }
            });
        }
        return words;
    }
}
