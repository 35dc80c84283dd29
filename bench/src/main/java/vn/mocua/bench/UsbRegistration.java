package vn.mocua.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.bench.Browser.Page;
import vn.mocua.bench.Browser.Unexpected;

/** One person's way from the home page to the done page with a USB token, request by request. */
final class UsbRegistration {

    /** Every request that the way consists of, in order. */
    enum Request {
        HOME("GET /"),
        CHOOSER("GET /register"),
        CHOICE("POST /register"),
        TOKEN_PAGE("GET token"),
        TOKEN("POST token"),
        CONFIRM_PAGE("GET confirm"),
        PICTURE("GET captcha picture"),
        CONFIRM("POST confirm"),
        DONE("GET done");

        private final String words;

        Request(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final String PATH = "/register/usb-signing/";
    private static final Pattern NONCE = Pattern.compile("data-nonce=\"([^\"]+)\"");

    private final Token token;
    private final Browser browser;
    private final Town town;
    private final String origin;
    private @Nullable Page page;

    UsbRegistration(Token token, Browser browser, Town town, String origin) {
        this.token = token;
        this.browser = browser;
        this.town = town;
        this.origin = origin;
    }

    /** Signs and goes no further: the certificate has been looked at, and nobody has registered. */
    void untilSigned() throws IOException {
        for (var request : List.of(Request.CHOOSER, Request.CHOICE, Request.TOKEN_PAGE, Request.TOKEN)) {
            take(request);
        }
    }

    void whole() throws IOException {
        for (var request : Request.values()) {
            take(request);
        }
    }

    void take(Request request) throws IOException {
        switch (request) {
            case HOME -> open("/");
            case CHOOSER -> open("/register");
            case CHOICE ->
                moved("POST /register", submit("/register", Map.of("kind", "citizen", "method", "usb-signing")));
            case TOKEN_PAGE, CONFIRM_PAGE, DONE -> open(current().location());
            case TOKEN -> sign();
            case PICTURE -> picture();
            case CONFIRM -> moved("POST confirm", submit(PATH + "confirm", confirmation()));
        }
    }

    private void sign() throws IOException {
        var nonce = NONCE.matcher(current().answer().text());
        if (!nonce.find()) {
            throw new Unexpected("nothing to sign", current().answer());
        }
        var fields = current().hidden(PATH + "token");
        moved("POST token", browser.upload(PATH + "token", fields, "answer", token.signs(origin, nonce.group(1))));
    }

    private Map<String, String> confirmation() throws IOException {
        var captcha = current().hidden(PATH + "confirm").getOrDefault("captchaToken", "");
        return Map.of("consent", "on", "captcha", town.captcha(captcha));
    }

    private void picture() throws IOException {
        var picture = browser.get(current().captchaPicture());
        if (picture.status() != 200) {
            throw new Unexpected("the captcha's picture", picture.answer());
        }
    }

    private void open(String address) throws IOException {
        page = browser.get(address);
        if (page.status() != 200) {
            throw new Unexpected("GET " + address, page.answer());
        }
    }

    private Page submit(String action, Map<String, String> filledIn) throws IOException {
        var fields = current().hidden(action);
        fields.putAll(filledIn);
        return browser.post(action, fields);
    }

    private void moved(String what, Page answer) {
        if (answer.status() != 303) {
            throw new Unexpected(what, answer.answer());
        }
        page = answer;
    }

    private Page current() {
        if (page == null) {
            throw new IllegalStateException("no page is open");
        }
        return page;
    }
}
