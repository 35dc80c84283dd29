package vn.mocua.portal.signing;

import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The portal's own origin as browsers write it (RFC 6454 section 6.2): from the settings, never from a request. */
@Component
class Origin {

    private final String value;

    Origin(@Value("${mocua.public-url}") URI publicUrl) {
        var scheme = publicUrl.getScheme().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        var port = publicUrl.getPort();
        this.value = scheme + "://" + publicUrl.getHost().toLowerCase(Locale.ROOT)
                + (port < 0 || port == usual ? "" : ":" + port);
    }

    String value() {
        return value;
    }
}
