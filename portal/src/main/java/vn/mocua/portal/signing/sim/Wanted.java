package vn.mocua.portal.signing.sim;

import java.net.URI;
import java.text.MessageFormat;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;

/** What a provider's settings must say. */
final class Wanted {

    private Wanted() {}

    static String of(SimProvider provider, String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "mocua.signing.sim.providers." + provider.name() + "." + setting + " is not set");
        }
        return value;
    }

    /** An address below the provider's. */
    static URI below(SimSettings.Provider settings, String path) {
        return URI.create(settings.url().toString().replaceFirst("/+$", "") + path);
    }

    /** What the number is called at the provider. */
    static String userId(SimSettings.Provider settings, PhoneNumber phone) {
        return MessageFormat.format(settings.userId(), phone.value(), phone.national());
    }
}
