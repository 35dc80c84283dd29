package vn.mocua.portal.registration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.journey.Problem;

/** What looks wrong in a person's answers by themselves, for every method that asks them: cards with such numbers exist. */
public final class Doubts {

    private Doubts() {}

    /** The inner parts of the id, against each other and the birth date. */
    public static List<Problem> of(NationalId nationalId, @Nullable BirthDate birthDate) {
        return nationalId.warnings(birthDate).stream()
                .map(each -> Problem.with("nationalId", each.key()))
                .toList();
    }
}
