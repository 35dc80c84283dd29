package vn.mocua.portal.registration.vietnampost;

import java.time.Instant;
import java.util.Map;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Sex;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.registration.ConfirmVouched;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.vietnampost.PostIdWord.Check;
import vn.mocua.portal.registration.vietnampost.PostIdWord.Checked;

/**
 * What the person is shown of the post's word besides what an account keeps: it stays with the draft, sealed, and is
 * forgotten with it.
 */
record CheckedNotes(Sex sex, String address, PhoneNumber phone, Check check) {

    private static final String SEX = "vietnam-post-sex";
    private static final String ADDRESS = "vietnam-post-address";
    private static final String PHONE = "vietnam-post-phone";
    private static final String OFFICE = "vietnam-post-office";
    private static final String CHECKED_AT = "vietnam-post-checked-at";

    static Registration on(Registration known, Checked checked) {
        return known.noting(SEX, checked.sex().name())
                .noting(ADDRESS, checked.address())
                .noting(PHONE, checked.phone().value())
                .noting(OFFICE, checked.check().office())
                .noting(CHECKED_AT, checked.check().at().toString());
    }

    static CheckedNotes of(Registration known) {
        return new CheckedNotes(
                Sex.valueOf(note(known, SEX)),
                note(known, ADDRESS),
                PhoneNumber.of(note(known, PHONE)),
                new Check(note(known, OFFICE), Instant.parse(note(known, CHECKED_AT))));
    }

    /** What is shown before the person agrees to it. */
    static Map<String, ?> shown(Registration known) {
        var notes = of(known);
        var facts = ConfirmVouched.facts((Citizen) known.subject());
        facts.put("vietnam-post.address", notes.address());
        return Map.of(
                "facts",
                facts,
                "isFemale",
                notes.sex() == Sex.FEMALE,
                "office",
                notes.check().office(),
                "checkedAt",
                notes.check().at(),
                "phoneThere",
                notes.phone().national());
    }

    private static String note(Registration known, String name) {
        var note = known.notes().get(name);
        if (note == null) {
            throw new IllegalStateException("nothing is noted of " + name);
        }
        return note;
    }

    @Override
    public String toString() {
        return "CheckedNotes[***]";
    }
}
