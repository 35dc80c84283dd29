package vn.mocua.portal.otp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Identifier;

/**
 * On whose behalf a code is sent, as its message tells whoever holds the phone.
 *
 * @param kind which number that is; null where a draft of before does not say, and it is a person's
 * @param masked the end of the number
 */
public record Whom(Identifier.@Nullable Kind kind, String masked) {

    /** However long the masked number is, three stars stand for what is hidden (ruling 3 of the specification). */
    public Whom {
        masked = masked.replaceFirst("^[*]+", "***");
    }

    /** Under which key the message finds the word for such a number. */
    String words() {
        var number = kind == null ? Identifier.Kind.NATIONAL_ID : kind;
        return "otp.whom." + number.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
