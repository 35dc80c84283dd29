package vn.mocua.agent.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void whatIsWrittenIsReadAgain() throws Malformed {
        var object = Map.of("text", "Mở \"Cửa\" \u0000\n", "list", List.of("a", Map.of("b", true)));

        assertThat(Json.object(Json.bytes(object))).isEqualTo(object);
    }

    @Test
    void aMemberThatIsNullIsNotThere() throws Malformed {
        assertThat(Json.object("{\"a\":null}".getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"a\"",
                "{",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "// {}",
                "{\"a\":[[[[[[[[[[[]]]]]]]]]]]}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "\uFEFF{}"
            })
    void nothingElseIsAnObject(String text) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Json.object(text.getBytes(UTF_8)));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Json.object("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16)));
    }
}
