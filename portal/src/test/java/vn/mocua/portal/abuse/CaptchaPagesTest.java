package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.TestDatabase;

class CaptchaPagesTest {

    private final HandClock clock = new HandClock();
    private final Captchas captchas = new Captchas(CaptchasTest.KEY, TestDatabase.db(), clock);
    private final MockMvc web =
            MockMvcBuilders.standaloneSetup(new CaptchaController(captchas)).build();

    @Test
    void thePictureIsShownAndNeverStored() throws Exception {
        var captcha = captchas.issue("form");
        web.perform(get(captcha.pictureUrl()))
                .andExpect(status().isOk())
                .andExpect(content().contentType("image/png"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(content().bytes(captchas.picture(captcha.token()).orElseThrow()));
        assertThat(captchas.check(captcha.token(), CaptchasTest.answerOf(captcha.token()), "form"))
                .isTrue();
    }

    @Test
    void theSoundIsSpokenInTheLanguageAskedForAndInPartsIfAsked() throws Exception {
        var captcha = captchas.issue("form");
        web.perform(get(captcha.soundUrl()))
                .andExpect(status().isOk())
                .andExpect(content().contentType("audio/wav"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(content().bytes(captchas.sound(captcha.token(), "vi").orElseThrow()));
        web.perform(get(captcha.soundUrl() + "?lang=en"))
                .andExpect(content().bytes(captchas.sound(captcha.token(), "en").orElseThrow()));
        web.perform(get(captcha.soundUrl()).header("Range", "bytes=0-1"))
                .andExpect(status().isPartialContent())
                .andExpect(content().bytes(new byte[] {'R', 'I'}));
    }

    @Test
    void whatDoesNotOpenOrHasExpiredIsNotFound() throws Exception {
        var captcha = captchas.issue("form");
        web.perform(get("/captcha/AAAA.png")).andExpect(status().isNotFound());
        web.perform(get("/captcha/AAAA.wav")).andExpect(status().isNotFound());
        clock.turn(Duration.ofMinutes(6));
        web.perform(get(captcha.pictureUrl()))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Cache-Control", "no-store"));
        web.perform(get(captcha.soundUrl())).andExpect(status().isNotFound());
    }

    @Test
    void aScriptGetsAFreshCaptchaForTheSameForm() throws Exception {
        var old = captchas.issue("form");
        clock.turn(Duration.ofMinutes(10));
        var answer = web.perform(post("/captcha/renew").param("captchaToken", old.token()))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("application/json"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        var renewed = JsonMapper.shared().readTree(answer);
        assertThat(renewed.propertyNames()).containsExactlyInAnyOrder("token", "picture", "sound");
        var token = renewed.get("token").asString();
        assertThat(renewed.get("picture").asString()).isEqualTo("/captcha/" + token + ".png");
        assertThat(renewed.get("sound").asString()).isEqualTo("/captcha/" + token + ".wav");
        assertThat(answer).doesNotContain(CaptchasTest.answerOf(token));
        assertThat(captchas.check(token, CaptchasTest.answerOf(token), "form")).isTrue();

        web.perform(post("/captcha/renew")).andExpect(status().isNotFound());
        web.perform(post("/captcha/renew").param("captchaToken", "AAAA")).andExpect(status().isNotFound());
        web.perform(get("/captcha/renew").param("captchaToken", old.token())).andExpect(status().isMethodNotAllowed());
    }
}
