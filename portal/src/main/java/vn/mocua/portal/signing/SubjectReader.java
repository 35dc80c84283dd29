package vn.mocua.portal.signing;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.identity.TaxCode;
import vn.mocua.portal.signing.Authority.Use;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/**
 * Reads whom a subject names, from its DER and by attribute, never from a printed name: a common name may hold
 * {@code , UID=CCCD:…} as mere text.
 *
 * <p>Numbers stand in UID attributes (0.9.2342.19200300.100.1.1), in any order: {@code CCCD:} or {@code CMND:} a person's,
 * told apart by their digits; {@code MST:} a tax code; {@code MNS:} a budget code. {@code HC:}, {@code BHXH:},
 * {@code PID:} and {@code PPID:} say nothing by which an account is found. A number of a kind is there once or not at all.
 */
final class SubjectReader {

    private static final Pattern NUMBER =
            Pattern.compile("(?i)(CCCD|CMND|MST|MNS|HC|BHXH|PID|PPID): ?([0-9A-Z-]{1,20})");
    private static final Pattern PERSON = Pattern.compile("[0-9]{9}|[0-9]{12}");
    private static final Pattern TAX_CODE = Pattern.compile("[0-9]{10}(-?[0-9]{3})?|[0-9]{12}");
    private static final Pattern BUDGET_CODE = Pattern.compile("[0-9]{7}");

    private final List<AttributeTypeAndValue> attributes;
    private final List<String> people = new ArrayList<>();
    private final List<String> taxCodes = new ArrayList<>();
    private final List<String> budgetCodes = new ArrayList<>();
    private boolean isClear = true;

    private SubjectReader(X500Name subject) {
        attributes = Stream.of(subject.getRDNs())
                .flatMap(each -> Stream.of(each.getTypesAndValues()))
                .toList();
        texts(BCStyle.UID).forEach(this::take);
        isClear &= people.size() <= 1 && taxCodes.size() <= 1 && budgetCodes.size() <= 1;
    }

    /**
     * Exactly one holder, or empty.
     *
     * @param kind what is to be registered, for whom 12 digits as a tax code may mean a business
     */
    static Optional<Holder> read(
            X509Certificate certificate, Use use, @Nullable SubjectKind kind, PersonalTaxCode policy) {
        return read(certificate.getSubjectX500Principal().getEncoded(), use, kind, policy);
    }

    static Optional<Holder> read(byte[] subject, Use use, @Nullable SubjectKind kind, PersonalTaxCode policy) {
        try {
            return new SubjectReader(X500Name.getInstance(subject)).holder(use, kind, policy);
        } catch (RuntimeException e) {
            // A value that is none (Malformed), or DER that is no name: whatever it is, it names nobody clearly.
            return Optional.empty();
        }
    }

    private void take(String uid) {
        var match = NUMBER.matcher(uid);
        if (!match.matches()) {
            isClear = false;
            return;
        }
        var number = match.group(2);
        switch (match.group(1).toUpperCase(Locale.ROOT)) {
            case "CCCD", "CMND" -> add(people, PERSON, number);
            case "MST" -> add(taxCodes, TAX_CODE, number);
            case "MNS" -> add(budgetCodes, BUDGET_CODE, number);
            default -> {}
        }
    }

    private void add(List<String> numbers, Pattern form, String number) {
        isClear &= form.matcher(number).matches();
        numbers.add(number);
    }

    private Optional<Holder> holder(Use use, @Nullable SubjectKind kind, PersonalTaxCode policy) {
        if (!isClear) {
            return Optional.empty();
        }
        var name = only(BCStyle.CN);
        var taxCode = taxCodes.isEmpty() ? null : TaxCode.of(taxCodes.getFirst());
        if (!people.isEmpty()) {
            return person(NationalId.of(people.getFirst()), name, taxCode);
        }
        if (!budgetCodes.isEmpty() || (use == Use.GOVERNMENT && isNoPerson())) {
            return Optional.of(new Holder.StateBody(
                    OrganisationName.of(name), taxCode, budgetCodes.isEmpty() ? null : budgetCodes.getFirst()));
        }
        if (taxCode == null || use == Use.GOVERNMENT) {
            return Optional.empty();
        }
        return taxCode.isPersonal()
                ? personal(taxCode, name, kind, policy)
                : Optional.of(new Holder.Organisation(taxCode, OrganisationName.of(name)));
    }

    private Optional<Holder> person(NationalId id, String name, @Nullable TaxCode taxCode) {
        if (!budgetCodes.isEmpty()) {
            return Optional.empty();
        }
        // Twelve digits under MST beside a person's number are that person's own tax code, or somebody else's number.
        if (taxCode != null && taxCode.isPersonal()) {
            return taxCode.value().equals(id.value())
                    ? Optional.of(new Holder.Person(id, FullName.of(name), null, null))
                    : Optional.empty();
        }
        var organisations = texts(BCStyle.O);
        var employer = organisations.size() == 1 ? OrganisationName.of(organisations.getFirst()) : null;
        return Optional.of(new Holder.Person(id, FullName.of(name), taxCode, employer));
    }

    private static Optional<Holder> personal(
            TaxCode taxCode, String name, @Nullable SubjectKind kind, PersonalTaxCode policy) {
        return switch (policy) {
            case REFUSED -> Optional.empty();
            case BUSINESS ->
                kind == SubjectKind.BUSINESS
                        ? Optional.of(new Holder.Organisation(taxCode, OrganisationName.of(name)))
                        : personOf(taxCode, name);
            case PERSON -> personOf(taxCode, name);
        };
    }

    private static Optional<Holder> personOf(TaxCode taxCode, String name) {
        return taxCode.nationalId().map(id -> new Holder.Person(id, FullName.of(name), null, null));
    }

    /** A title, a surname or a given name is a person's, whose number is missing then. */
    private boolean isNoPerson() {
        return Stream.of(BCStyle.T, BCStyle.SURNAME, BCStyle.GIVENNAME)
                .allMatch(each -> texts(each).isEmpty());
    }

    /** @throws Malformed when there is none, or more than one */
    private String only(ASN1ObjectIdentifier type) {
        var texts = texts(type);
        if (texts.size() != 1) {
            throw new Malformed("organisationName.missing");
        }
        return texts.getFirst();
    }

    private List<String> texts(ASN1ObjectIdentifier type) {
        return attributes.stream()
                .filter(each -> each.getType().equals(type))
                .map(each -> text(each.getValue()))
                .toList();
    }

    /** @throws Malformed for kinds of strings whose letters different programs read differently */
    private static String text(ASN1Encodable value) {
        return switch (value.toASN1Primitive()) {
            case ASN1UTF8String text -> text.getString();
            case ASN1PrintableString text -> text.getString();
            case ASN1IA5String text -> text.getString();
            case ASN1BMPString text -> text.getString();
            default -> throw new Malformed("organisationName.letters");
        };
    }
}
