package vn.mocua.agent.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.agent.protocol.Language;

/** Terminals of Windows seldom have the letters of Vietnamese. */
class PlainTest {

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "windows-1252", "IBM437"})
    void whatATerminalCannotWriteIsWrittenWithoutMarks(String terminal) {
        var written = new ByteArrayOutputStream();
        Plain.say(
                new PrintStream(written, true, Charset.forName(terminal)), "Đã ký. Chứng thư số của bạn đủ điều kiện.");
        assertThat(written.toString(Charset.forName(terminal)).strip())
                .isEqualTo("Da ky. Chung thu so cua ban du dieu kien.");
        assertThat(Charset.forName(terminal)
                        .newEncoder()
                        .canEncode(Plain.on(Charset.forName(terminal), new Words(Language.VIETNAMESE).of("usage"))))
                .isTrue();
    }

    @Test
    void elsewhereNothingChanges() {
        assertThat(Plain.on(UTF_8, "Đã ký — xong")).isEqualTo("Đã ký — xong");
    }
}
