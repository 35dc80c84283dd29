package vn.mocua.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.mocua.sandbox.Docs;

class CaptchaOpenerTest {

    private final String token = Docs.example("captcha.md", "captcha token");

    @Test
    void theExampleOfTheProtocolPageIsOpened() {
        assertThat(Docs.example("captcha.md", "captcha plaintext")).contains("482913");
        assertThat(new CaptchaOpener(exampleKey()).answer(token)).contains("482913");
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        assertThat(new CaptchaOpener(new byte[32]).answer(token)).isEmpty();
    }

    @Test
    void aTokenThatWasTouchedStaysShut() {
        var opener = new CaptchaOpener(exampleKey());
        for (int i = 0; i < token.length() - 1; i++) {
            var touched = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(opener.answer(touched)).isEmpty();
        }
        for (var wrong : new String[] {"", "A", "not base64 !", token.substring(0, 20), token + "AAAA"}) {
            assertThat(opener.answer(wrong)).isEmpty();
        }
    }

    private static byte[] exampleKey() {
        var key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }
}
