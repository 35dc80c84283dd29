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

    private final String host;

    SmsFrame(@Value("${mocua.public-url}") URI publicUrl) {
        this.host = publicUrl.getHost();
    }

    String code(String text, String code) {
        return text + "\n\n@" + host + " #" + code;
    }
}
