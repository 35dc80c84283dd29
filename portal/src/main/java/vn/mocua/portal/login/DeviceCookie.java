package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.RememberedDevices;

/** The word by which a remembered device is known again. */
@Component
class DeviceCookie {

    private static final String NAME = "__Host-device";

    private final RememberedDevices devices;

    DeviceCookie(RememberedDevices devices) {
        this.devices = devices;
    }

    Optional<String> read(HttpServletRequest request) {
        return request.getCookies() == null
                ? Optional.empty()
                : Arrays.stream(request.getCookies())
                        .filter(each -> each.getName().equals(NAME))
                        .map(each -> each.getValue())
                        .findFirst();
    }

    void write(String word, HttpServletResponse response) {
        var cookie = ResponseCookie.from(NAME, word)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(devices.life())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
