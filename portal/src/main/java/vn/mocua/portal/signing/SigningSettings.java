package vn.mocua.portal.signing;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose certificates are trusted: {@code mocua.signing.*}.
 *
 * @param trust file of the trust bundle; without it no certificate is good
 * @param timeStampUrl an RFC 3161 time-stamp authority, for keeping proofs for years
 * @param personalTaxCode what a tax code of 12 digits stands for
 */
@ConfigurationProperties("mocua.signing")
record SigningSettings(
        @Nullable Path trust,
        @Nullable URI timeStampUrl,
        @DefaultValue("person") PersonalTaxCode personalTaxCode) {

    /** A tax code of 12 digits is the number of a person (Circular 86/2024/TT-BTC), who may run a household business. */
    enum PersonalTaxCode {
        /** The person's number, as on the card. */
        PERSON,
        /** The business's where a business is to be registered, else the person's number. */
        BUSINESS,
        /** Nothing that can be relied on. */
        REFUSED
    }
}
