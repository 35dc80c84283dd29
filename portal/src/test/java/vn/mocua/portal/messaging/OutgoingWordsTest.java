package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.Printed;
import vn.mocua.portal.messaging.OutgoingWords.Kind;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Wording;
import vn.mocua.portal.page.Wordings;

/** The texts that go out: our own, and those that an operator puts in their place. */
class OutgoingWordsTest {

    private final OutgoingWords words = new OutgoingWords();
    private final Wordings own = Wordings.builtIn();

    @TempDir
    private Path folder;

    @Test
    void everyShortMessageOfOursIsOneWithItsLongestArgumentsInBothLanguages() {
        assertThat(ours(Kind.SMS)).hasSizeGreaterThanOrEqualTo(24).allSatisfy(sms -> {
            assertThat(words.knowsArguments(sms))
                    .as("outgoing/%s says how long the arguments of %s become", sms.file(), sms.key())
                    .isTrue();
            assertThat(words.fault(sms, sms, own))
                    .as("%s %s: %s", sms.language(), sms.key(), words.longest(sms, own))
                    .isEmpty();
        });
    }

    @Test
    void everyOtherTextOfOursThatGoesOutIsAsAnOperatorsMustBe() {
        for (var kind : List.of(Kind.PART, Kind.SUBJECT, Kind.MAIL, Kind.FRAME)) {
            assertThat(ours(kind))
                    .as("%s", kind)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(words.fault(each, each, own))
                            .as("%s %s", each.language(), each.key())
                            .isEmpty());
        }
    }

    @Test
    void everyMailHasASubjectAndEveryNoticeBoth() {
        assertThat(ours(Kind.MAIL))
                .allSatisfy(mail -> assertThat(
                                own.find(mail.language(), mail.key().replaceFirst("text$", "subject")))
                        .as(mail.key())
                        .isPresent());
        assertThat(ours(Kind.SMS).filter(sms -> sms.key().startsWith("notice.")))
                .allSatisfy(sms -> assertThat(own.find(sms.language(), sms.key().replaceFirst("sms$", "mail.text")))
                        .as(sms.key())
                        .isPresent());
    }

    @Test
    void anOperatorsWordsTakeThePlaceOfOurs() throws IOException {
        write(
                "notice.properties",
                "notice.new-device.sms=DVCQG: co dang nhap moi ({0}). Khong phai ban? Nhap ma {1} tai muc Khong phai toi");
        write("otp_en.properties", "otp.sms.sign-in=DVCQG: {0} signs in {2}, valid {1} min.");

        var replacements = own.replacementsIn(folder);
        words.check(own, replacements);
        var all = own.with(replacements);

        assertThat(all.find(Language.VI, "notice.new-device.sms").orElseThrow().text())
                .startsWith("DVCQG: co dang nhap");
        assertThat(all.find(Language.EN, "notice.new-device.sms"))
                .isEqualTo(own.find(Language.EN, "notice.new-device.sms"));
        assertThat(all.find(Language.EN, "otp.sms.sign-in").orElseThrow().with("1", "2", "3"))
                .isEqualTo("DVCQG: 1 signs in 3, valid 2 min.");
        assertThat(check()).contains("en otp.sms.sign-in: ", "good: 2 texts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notice.properties|notice.new-device.sms=Co dang nhap {0} {1} hãy xem|unaccented",
                "notice.properties|notice.new-device.sms=Co dang nhap {0}|gaps [0] instead of [0, 1]",
                "notice.properties|notice.new-device.sms=Co dang nhap {0} {1} {2}|gaps [0, 1, 2]",
                "notice.properties|notice.new-device.sms=Xem https://x.vn {0} {1}|link",
                "notice.properties|notice.new-device.sms={0} {1}LONG|more than 160",
                "notice.properties|notice.new-device.sms=Don't {0} {1}|apostrophe",
                "notice.properties|notice.new-device.sms=x {0} {1} {x}|brace",
                "notice.properties|notice.new-device.mail.text=<p>x {0} {1}</p>|HTML",
                "notice.properties|notice.new-device.mail.text=x {0} {1} &nbsp;|HTML",
                "notice.properties|notice.new-device.mail.subject=a\\nb|one line",
                "notice.properties|notice.new-device.mail.subject=|empty",
                "notice.properties|notices.none=Hết|not the text of a short message or a mail",
                "notice.properties|no.such.key=x|not in the portal's own notice.properties",
                "notice_vi.properties|notice.new-device.mail.subject=x|no such file",
                "otp.properties|otp.sms.sign-in=Ma {0} {1} {2} {0} LONG|more than 105",
                "otp.properties|otp.whom.tax-code=ma so thue cua doanh nghiep {0}|longest of its kind",
                "counter.properties|counter.sms-half.morning=buổi sáng|unaccented",
                "page.properties|page.sign-in=Vào|not the text of a short message or a mail"
            })
    void wordsThatCannotGoOutAreRefusedWithAReason(String file, String line, String reason) throws IOException {
        write(file, line.replace("LONG", "x".repeat(135)));
        if (line.startsWith("notices.")) {
            Files.move(folder.resolve(file), folder.resolve("notices.properties"));
        }

        assertThatThrownBy(() -> words.check(own, own.replacementsIn(folder)))
                .isInstanceOf(Wordings.Unusable.class)
                .hasMessageContaining(reason);
        assertThat(check()).contains(reason).doesNotContain("good");
    }

    @Test
    void everyFaultIsTold() throws IOException {
        write("notice.properties", "notice.new-device.sms=x\nnotice.new-device.mail.text=y");

        assertThatThrownBy(() -> words.check(own, own.replacementsIn(folder)))
                .hasMessageContaining("notice.properties: notice.new-device.sms has the gaps")
                .hasMessageContaining("notice.properties: notice.new-device.mail.text has the gaps");
    }

    @Test
    void aFolderThatIsNotThereAndAFileOfAnotherEncodingAreRefused() throws IOException {
        assertThatThrownBy(() -> own.replacementsIn(folder.resolve("none"))).hasMessageContaining("is no folder");
        Files.write(
                folder.resolve("notice.properties"),
                "notice.new-device.mail.subject=\u00e0".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> own.replacementsIn(folder)).hasMessageContaining("UTF-8");
    }

    @Test
    void theListShowsEveryTextThatGoesOutAndCanBeFedBack() throws IOException {
        var out = printed(() -> new ListMessages().run(null, List.of()));
        assertThat(out)
                .contains("otp.properties: otp.sms.sign-in=", "dormancy_en.properties: notice.dormancy.mail.text=")
                .doesNotContain("page.sign-in=");
        for (var line : out.split("\n")) {
            var file = line.substring(0, line.indexOf(": "));
            Files.writeString(
                    folder.resolve(file),
                    line.substring(line.indexOf(": ") + 2) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        words.check(own, own.replacementsIn(folder));
        assertThat(own.with(own.replacementsIn(folder)).all(Language.VI))
                .containsExactlyElementsOf(own.all(Language.VI));
    }

    private String check() {
        return printed(() -> new CheckMessages().run(null, List.of(folder.toString())));
    }

    private static String printed(Runnable work) {
        try (var printed = new Printed()) {
            work.run();
            return printed.words();
        }
    }

    private void write(String file, String lines) throws IOException {
        Files.writeString(folder.resolve(file), lines + "\n");
    }

    private Stream<Wording> ours(Kind kind) {
        return Arrays.stream(Language.values())
                .flatMap(language -> own.all(language).stream())
                .filter(each -> Kind.of(each.key()).filter(kind::equals).isPresent());
    }
}
