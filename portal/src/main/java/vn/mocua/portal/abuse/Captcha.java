package vn.mocua.portal.abuse;

/**
 * A question that people answer more easily than programs: six digits, to be seen or heard.
 *
 * @param token sealed; goes into the form as the hidden field {@code captchaToken}
 * @param pictureUrl path of the PNG picture
 * @param soundUrl path of the WAV sound; append {@code ?lang=vi} or {@code ?lang=en}
 */
public record Captcha(String token, String pictureUrl, String soundUrl) {

    static Captcha of(String token) {
        return new Captcha(token, "/captcha/" + token + ".png", "/captcha/" + token + ".wav");
    }

    @Override
    public String toString() {
        return "Captcha[***]";
    }
}
