package vn.mocua.portal.registration.usbsigning;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.TaxCode;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.signing.Holder;
import vn.mocua.portal.signing.Holder.StateBody;
import vn.mocua.portal.signing.SignedAnswers.Answer.Proved;

/**
 * What the draft keeps of a certificate that signed, for the page that shows it.
 *
 * @param proof where the signature is kept
 * @param body whom a certificate of the government's authority names: it does not say the agency's code, without which
 *     there is no evidence yet; null for everybody else
 */
record ReadCertificate(
        String proof,
        String fingerprint,
        String authority,
        Instant validFrom,
        Instant validTo,
        @Nullable StateBody body) {

    private static final String NOTE = "usb-certificate";
    private static final String BETWEEN = "\n";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static ReadCertificate of(Proved proved) {
        var certificate = proved.certificate();
        return new ReadCertificate(
                proved.proof().toString(),
                certificate.fingerprint(),
                BLANKS.matcher(certificate.authority()).replaceAll(" "),
                certificate.validFrom(),
                certificate.validTo(),
                certificate.holder() instanceof StateBody body ? body : null);
    }

    static boolean isIn(Registration known) {
        return !noted(known).isEmpty();
    }

    private static String noted(Registration known) {
        return known.notes().getOrDefault(NOTE, "");
    }

    static Optional<ReadCertificate> in(Registration known) {
        var words = noted(known).split(BETWEEN, -1);
        return words.length == 8
                ? Optional.of(new ReadCertificate(
                        words[0],
                        words[1],
                        words[2],
                        Instant.parse(words[3]),
                        Instant.parse(words[4]),
                        body(words[5], words[6], words[7])))
                : Optional.empty();
    }

    Registration notedIn(Registration known) {
        return known.noting(
                NOTE,
                String.join(
                        BETWEEN,
                        proof,
                        fingerprint,
                        authority,
                        validFrom.toString(),
                        validTo.toString(),
                        body == null ? "" : body.name().value(),
                        body == null || body.taxCode() == null
                                ? ""
                                : body.taxCode().value(),
                        body == null || body.budgetCode() == null ? "" : body.budgetCode()));
    }

    static Registration forgottenIn(Registration known) {
        return known.noting(NOTE, "");
    }

    private static @Nullable StateBody body(String name, String taxCode, String budgetCode) {
        return name.isEmpty()
                ? null
                : new Holder.StateBody(
                        OrganisationName.of(name),
                        taxCode.isEmpty() ? null : TaxCode.of(taxCode),
                        budgetCode.isEmpty() ? null : budgetCode);
    }

    @Override
    public String toString() {
        return "ReadCertificate[" + proof + "]";
    }
}
