package vn.mocua.portal.otp;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Identifier;

/**
 * On whose behalf a code is sent, as its message tells whoever holds the phone.
 *
 * @param kind which number that is; null where a draft of before does not say, and it is a person's
 * @param masked the end of the number
 * @param account whose owner reads later that the code could not be delivered; null where it is for no account, or nobody
 *     knows yet whether it is the owner who asked
 */
public record Whom(
        Identifier.@Nullable Kind kind,
        String masked,
        @Nullable UUID account) {

    /** However long the masked number is, three stars stand for what is hidden (ruling 3 of the specification). */
    public Whom {
        masked = masked.replaceFirst("^[*]+", "***");
    }

    public Whom(Identifier.@Nullable Kind kind, String masked) {
        this(kind, masked, null);
    }

    /** Under which key the message finds the word for such a number. */
    String words() {
        var number = kind == null ? Identifier.Kind.NATIONAL_ID : kind;
        return "otp.whom." + number.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
