package vn.mocua.browser;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody of the sandbox's town, by the names of the portal's fields, as that person would type it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Person(
        String id,
        String fate,
        String nationalId,
        @Nullable String oldNationalId,
        String fullName,
        String birthDate,
        String phone,
        @Nullable String secondPhone,
        String email,
        String socialInsuranceNumber,
        @Nullable String password,
        @Nullable String vneidUsername,
        @Nullable String vneidPassword,
        @Nullable String postIdUsername,
        @Nullable String postIdPassword) {

    static final String PASSWORD = "Thuyen-ra-khoi-27";

    /** First three, four stars, last three. */
    String maskedPhone() {
        return masked(phone);
    }

    static String masked(String phone) {
        return phone.substring(0, 3) + "****" + phone.substring(phone.length() - 3);
    }

    /** Another number that is registered to them. */
    String otherPhone() {
        return Objects.requireNonNull(secondPhone);
    }

    /** The three digits by which the person knows their own id again. */
    String lastDigits() {
        return nationalId.substring(nationalId.length() - 3);
    }

    /** The form of the mobile subscriber, but for the captcha. */
    Map<String, String> details() {
        var details = new HashMap<>(Map.of(
                "nationalId",
                nationalId,
                "fullName",
                fullName,
                "birthDate",
                birthDate,
                "phone",
                phone,
                "consent",
                "true"));
        if (oldNationalId != null) {
            details.put("oldNationalId", oldNationalId);
        }
        return details;
    }
}
