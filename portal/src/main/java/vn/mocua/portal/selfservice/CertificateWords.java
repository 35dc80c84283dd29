package vn.mocua.portal.selfservice;

import java.time.Duration;
import java.time.Instant;
import vn.mocua.portal.account.AccountCertificates.Kept;
import vn.mocua.portal.page.Page;

/**
 * What the owner of a certificate reads about it.
 *
 * @param issued by whom, and until when
 * @param sound whether the owner signs in by it and need do nothing
 * @param standing what it is good for now, and what is to be done
 */
record CertificateWords(String issued, boolean sound, String standing) {

    /** For so long before its end the days are counted. */
    private static final long DAYS = 30;

    static CertificateWords of(Kept kept, Instant now, Page page) {
        var over = now.isAfter(kept.validTo());
        var issued = page.text(
                "account.certificates." + (over ? "over" : "until"), kept.authority(), page.date(kept.validTo()));
        return switch (kept.standing()) {
            case REVOKED -> new CertificateWords(issued, false, since("revoked", kept, page));
            case ON_HOLD -> new CertificateWords(issued, false, since("on-hold", kept, page));
            case EXPIRED -> new CertificateWords(issued, false, page.text("account.certificates.expired"));
            case GOOD -> {
                var days = Duration.between(now, kept.validTo()).toDays();
                yield over
                        ? new CertificateWords(issued, false, page.text("account.certificates.expired"))
                        : days < DAYS
                                ? new CertificateWords(
                                        issued, false, page.text("account.certificates.ending", days + 1))
                                : new CertificateWords(issued, true, page.text("account.certificates.good"));
            }
        };
    }

    private static String since(String standing, Kept kept, Page page) {
        return kept.since() == null
                ? page.text("account.certificates." + standing)
                : page.text("account.certificates." + standing + ".since", page.date(kept.since()));
    }
}
