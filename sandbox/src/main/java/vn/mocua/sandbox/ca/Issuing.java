package vn.mocua.sandbox.ca;

import static java.time.temporal.ChronoUnit.DAYS;
import static vn.mocua.sandbox.ca.Hierarchy.HAI_DANG;
import static vn.mocua.sandbox.ca.Hierarchy.SAO_MAI;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** How certificates are written for the people, companies and state bodies of the town: names, uses and lifetimes. */
final class Issuing {

    /** Microsoft's document signing. */
    private static final KeyPurposeId DOCUMENTS =
            KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"));
    /** Adobe's signing of PDF documents. */
    private static final KeyPurposeId PDF = KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.2.840.113583.1.1.5"));
    /** The policy of the government's authority. */
    private static final ASN1ObjectIdentifier STATE_POLICY = new ASN1ObjectIdentifier("2.16.704.1.1.1.1.1");

    private static final ASN1ObjectIdentifier HAI_DANG_POLICY = new ASN1ObjectIdentifier("2.16.704.1.2.99.1.1");
    private static final int PUBLIC_USAGE =
            KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyEncipherment;
    private static final int YEAR = 365;

    private final Hierarchy hierarchy;
    private final Ledger ledger;
    private final List<Business> businesses;
    private final Clock clock;

    Issuing(Hierarchy hierarchy, Ledger ledger, List<Business> businesses, Clock clock) {
        this.hierarchy = hierarchy;
        this.ledger = ledger;
        this.businesses = businesses;
        this.clock = clock;
    }

    /** Who issues for the holder of a number: half of the town each. */
    Authority authorityFor(String number) {
        var digits = number.replaceAll("[^0-9]", "");
        return hierarchy.authority((digits.charAt(digits.length() - 1) - '0') % 2 == 1 ? SAO_MAI : HAI_DANG);
    }

    /** The key that lies on a token: RSA as nearly everywhere, on a curve where that is the point or many are made. */
    static KeyPair keyOf(Person person) {
        return person.fate() == Fate.ELLIPTIC_KEY || person.id().startsWith("nguoi-")
                ? EcKey.onP256().pair()
                : rsa(2048);
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Name, numbers and dates as the person's fate has them. */
    Draft forPerson(Person person, PublicKey key, Authority issuer) {
        var draft = draft(nameOf(person, issuer.style()), key, issuer, person.email());
        return person.fate() == Fate.CERTIFICATE_EXPIRED ? expired(draft) : draft;
    }

    private X500Name nameOf(Person person, Style style) {
        var numbers = new ArrayList<String>();
        numbers.add(
                person.fate() == Fate.OLD_CARD && person.oldNationalId() != null
                        ? "UID=CMND:" + person.oldNationalId()
                        : "UID=CCCD:" + person.nationalId());
        var employer = businesses.stream()
                .filter(business -> business.staff().contains(person))
                .findFirst();
        if (employer.isEmpty()) {
            return style.name(Names.of("town"), "CN=" + commonName(person, style), numbers.getFirst());
        }
        return style.name(
                employer.get().organisationName(),
                "T=" + Names.of("title"),
                "CN=" + commonName(person, style),
                numbers.getFirst(),
                "UID=MST:" + employer.get().taxCode());
    }

    /** The true name, whatever its owner types; some authorities write it in capitals. */
    private static String commonName(Person person, Style style) {
        var record = person.operator();
        var name = person.fate() == Fate.NO_DIACRITICS && record != null ? record.fullName() : person.fullName();
        var composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return style == Style.HAI_DANG ? composed.toUpperCase(Locale.ROOT) : composed;
    }

    Draft forBusiness(Business business, PublicKey key, Authority issuer) {
        var name = issuer.style()
                .name(
                        Names.of("town"),
                        "L=" + Names.of("town"),
                        "CN=" + business.organisationName(),
                        "UID=MST:" + business.taxCode());
        return draft(name, key, issuer, business.representative().email());
    }

    Draft forAgency(Agency agency, PublicKey key, Authority issuer) {
        var attributes = new ArrayList<>(
                List.of("L=" + Names.of("town"), "OU=" + agency.parent(), "CN=" + agency.organisationName()));
        if (agency.taxCode() != null) {
            attributes.add("UID=MST:" + agency.taxCode());
        }
        if (agency.budgetCode() != null) {
            attributes.add("UID=MNS:" + agency.budgetCode());
        }
        var name = issuer.style().name(agency.parent(), attributes.toArray(String[]::new));
        var draft = draft(name, key, issuer, agency.email());
        return agency.fate() == Agency.Fate.CERTIFICATE_EXPIRED ? expired(draft) : draft;
    }

    private Draft expired(Draft draft) {
        return draft.valid(
                hierarchy.today().minus(3 * YEAR, DAYS), hierarchy.today().minus(10, DAYS));
    }

    /** A holder's certificate with all the habits of its issuer. */
    Draft draft(X500Name name, PublicKey key, Authority issuer, @Nullable String email) {
        var draft = hierarchy.asked(
                new Draft(
                                name,
                                key,
                                hierarchy.today().minus(30, DAYS),
                                hierarchy.today().plus(years(issuer.style()) * YEAR, DAYS))
                        .usage(PUBLIC_USAGE)
                        .purposes(
                                KeyPurposeId.id_kp_clientAuth,
                                KeyPurposeId.id_kp_emailProtection,
                                DOCUMENTS,
                                KeyPurposeId.id_kp_smartcardlogon,
                                PDF),
                issuer);
        if (email != null) {
            draft.with(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, email)));
        }
        return switch (issuer.style()) {
            case HAI_DANG ->
                draft.with(Extension.basicConstraints, true, new BasicConstraints(false))
                        .with(Extension.certificatePolicies, false, policy(HAI_DANG_POLICY));
            case STATE ->
                draft.usage(PUBLIC_USAGE | KeyUsage.dataEncipherment)
                        .purposes(
                                KeyPurposeId.id_kp_clientAuth,
                                KeyPurposeId.id_kp_emailProtection,
                                KeyPurposeId.id_kp_smartcardlogon)
                        .with(Extension.certificatePolicies, false, policy(STATE_POLICY));
            case ROOT, SAO_MAI -> draft;
        };
    }

    private static CertificatePolicies policy(ASN1ObjectIdentifier id) {
        return new CertificatePolicies(new PolicyInformation(id));
    }

    private static int years(Style style) {
        return switch (style) {
            case STATE -> 5;
            case HAI_DANG -> 3;
            case ROOT, SAO_MAI -> 2;
        };
    }

    /** Signs it and writes it into the ledger. */
    X509Certificate issue(Draft draft, Authority issuer, Ledger.State state) {
        var certificate = draft.issuedBy(issuer, issuer.style().serial());
        ledger.write(new Ledger.Entry(issuer.id(), Hierarchy.serial(certificate), state, clock.instant()));
        return certificate;
    }

    Instant now() {
        return clock.instant();
    }

    static Ledger.State stateOf(Fate fate) {
        return switch (fate) {
            case CERTIFICATE_REVOKED -> Ledger.State.REVOKED;
            case CERTIFICATE_ON_HOLD -> Ledger.State.ON_HOLD;
            default -> Ledger.State.GOOD;
        };
    }
}
