package vn.mocua.portal.otp;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Adds the origin-bound last line to a code's SMS, by which a phone fills it in at this portal and nowhere else
 * (WICG "Delivering origin-bound one-time codes over SMS").
 */
@Component
class SmsFrame {

    /** With a longer one the line and the longest words no longer fit one message of 160 letters. */
    private static final int LONGEST_HOST = 44;

    private final String host;

    SmsFrame(@Value("${mocua.public-url}") URI publicUrl) {
        this.host = publicUrl.getHost();
        if (host.length() > LONGEST_HOST) {
            throw new IllegalStateException(
                    "mocua.public-url: a host of more than " + LONGEST_HOST + " letters does not fit a code's SMS");
        }
    }

    String code(String text, String code) {
        return text + "\n\n@" + host + " #" + code;
    }
}
