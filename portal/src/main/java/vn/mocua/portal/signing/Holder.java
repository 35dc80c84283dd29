package vn.mocua.portal.signing;

import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.TaxCode;

/** Whom a certificate names, read from the DER of its subject. */
public sealed interface Holder {

    /**
     * A natural person, perhaps as one of an organisation's staff; that says nothing about whom the person may act for.
     *
     * @param nationalId of 12 digits, or of 9 when that is what the authority wrote
     */
    record Person(
            NationalId nationalId,
            FullName name,
            @Nullable TaxCode employer,
            @Nullable OrganisationName employerName) implements Holder {}

    /** An organisation itself, such as a business or one of its branches. */
    record Organisation(TaxCode taxCode, OrganisationName name) implements Holder {}

    /**
     * A body of the state: everything of the government's authority that names no person, and who has a budget code.
     *
     * @param budgetCode its code with the state budget (MNS), as digits
     */
    record StateBody(
            OrganisationName name,
            @Nullable TaxCode taxCode,
            @Nullable String budgetCode) implements Holder {}
}
