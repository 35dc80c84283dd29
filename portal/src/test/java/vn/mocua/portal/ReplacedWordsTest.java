package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.portal.page.Wordings;

/** An operator says it in other words, without another release; words that cannot go out stop the start. */
@Tag("slow")
class ReplacedWordsTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path wrong;

    @Test
    void everyMessageThatGoesOutIsInTheOperatorsWordsAndWrongOnesStopTheStart() throws IOException {
        Files.writeString(
                folder.resolve("otp.properties"),
                "otp.sms.register=DVCQG 1: {0} de dang ky {2}, {1} phut\notp.sms.sign-in=DVCQG 2: {0} de vao {2}, {1} phut\n");
        Files.writeString(
                folder.resolve("registration.properties"), "registration.sms.opened=DVCQG 3: da mo, muc {0}\n");
        Files.writeString(
                folder.resolve("notice.properties"),
                "notice.new-device.sms=DVCQG 4: thiet bi moi {0}, ma {1}\n"
                        + "notice.new-device.mail.text=Thư của chúng tôi ({0})\\n\\n{1}\n");
        Files.writeString(wrong.resolve("otp.properties"), "otp.sms.sign-in=Mã {0} {1} {2}\n");

        try (var portal = RunningPortal.own(
                "reworded_portal",
                Map.of("mocua.messages.dir", folder.toString(), "mocua.trusted-proxies", "127.0.0.1"))) {
            var an = Citizen.fresh(portal);
            an.registers(portal.visitorFromElsewhere());
            assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");

            for (var words : new String[] {"DVCQG 1: ", "DVCQG 2: ", "DVCQG 3: da mo, muc 2", "DVCQG 4: "}) {
                Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(words) == 1));
            }
            assertThat(an.smsSaying("Cong Dich vu cong")).isZero();

            assertThatThrownBy(() -> portal.anotherNode(Map.of("mocua.messages.dir", wrong.toString()), fresh -> {})
                            .close())
                    .rootCause()
                    .isInstanceOf(Wordings.Unusable.class)
                    .hasMessageContaining("otp.properties: otp.sms.sign-in")
                    .hasMessageContaining("unaccented");
        }
    }
}
