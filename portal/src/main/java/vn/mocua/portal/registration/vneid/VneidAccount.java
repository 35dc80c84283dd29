package vn.mocua.portal.registration.vneid;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.federation.Claims;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.TaxCode;

/**
 * Whom VNeID vouches for: docs/protocols/openid-connect.md.
 *
 * @param level VNeID's own: 1 online, 2 in person with biometrics
 * @param loas its word for how the person signed in; null when it says none
 * @param person who signed in: of an organisation, its legal representative
 * @param organisation for which they signed in; null when for themselves
 */
record VneidAccount(
        int level,
        @Nullable String loas,
        Citizen person,
        @Nullable Business organisation) {

    private static final Pattern PERSONAL_NUMBER = Pattern.compile("[0-9]{12}");
    private static final Pattern DAY_OR_YEAR = Pattern.compile("(?:[0-9]{2}/[0-9]{2}/)?[0-9]{4}");
    private static final Pattern LOAS = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final int ONESELF = 1;
    private static final int ORGANISATION = 2;

    static VneidAccount of(Claims claims) {
        var kind = oneOrTwo(claims, "LoaiTaiKhoan");
        oneOrTwo(claims, "GioiTinh");
        var person = new Citizen(
                NationalId.of(claims.text("SoDinhDanh", PERSONAL_NUMBER)),
                null,
                claims.value("HoVaTen", FullName::of),
                claims.value("NgayThangNamSinh", VneidAccount::birthDate));
        return new VneidAccount(
                oneOrTwo(claims, "IAL"),
                claims.optional("loAs", VneidAccount::loas).orElse(null),
                person,
                kind == ORGANISATION ? organisation(claims) : null);
    }

    Subject subject() {
        return Optional.<Subject>ofNullable(organisation).orElse(person);
    }

    private static Business organisation(Claims claims) {
        return new Business(
                claims.value("MaSoThue", TaxCode::of), claims.value("TenDoanhNghiep", OrganisationName::of));
    }

    private static int oneOrTwo(Claims claims, String name) {
        var number = claims.whole(name);
        if (number != ONESELF && number != ORGANISATION) {
            throw claims.nonsense(name, "is neither 1 nor 2");
        }
        return number;
    }

    private static BirthDate birthDate(String text) {
        if (!DAY_OR_YEAR.matcher(text).matches()) {
            throw new Malformed("birthDate.malformed");
        }
        return BirthDate.of(text);
    }

    private static String loas(String text) {
        if (!LOAS.matcher(text).matches()) {
            throw new Malformed("loAs");
        }
        return text;
    }

    @Override
    public String toString() {
        return "VneidAccount[" + subject().kind() + ", level " + level + "]";
    }
}
