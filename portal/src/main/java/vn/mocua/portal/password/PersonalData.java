package vn.mocua.portal.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;

/** What is known of the person who chooses a password, so that the password is not made of it. */
public record PersonalData(
        @Nullable Subject subject,
        @Nullable PhoneNumber phone,
        @Nullable EmailAddress email) {

    private static final int LONGEST_RUN_OF_DIGITS = 6;
    private static final int SHORTEST_NAME = 5;
    private static final int OWN_INVENTION = 4;

    /** For whoever is not known yet. */
    public static PersonalData none() {
        return new PersonalData(null, null, null);
    }

    /**
     * Whether a password holds the whole name, six digits in a row of an own number, the birth date or the part of the
     * e-mail address before the @; or is made of own words and hardly anything else.
     */
    boolean isIn(Password password) {
        var plain = Folding.plain(password.text());
        return isIn(lettersAndDigits(plain)) || isIn(lettersAndDigits(Folding.letters(plain)));
    }

    /** For the strength meter: everything that a stranger who knows the person would try. */
    List<String> words() {
        var words = new LinkedHashSet<String>();
        words.addAll(wholes());
        words.addAll(parts());
        words.addAll(numbers());
        words.addAll(dates());
        words.removeIf(String::isEmpty);
        return List.copyOf(words);
    }

    private boolean isIn(String text) {
        if (wholes().stream().anyMatch(whole -> whole.length() >= SHORTEST_NAME && text.contains(whole))
                || dates().stream().anyMatch(date -> date.length() >= LONGEST_RUN_OF_DIGITS && text.contains(date))) {
            return true;
        }
        for (var number : numbers()) {
            for (int i = 0; i + LONGEST_RUN_OF_DIGITS <= number.length(); i++) {
                if (text.contains(number.substring(i, i + LONGEST_RUN_OF_DIGITS))) {
                    return true;
                }
            }
        }
        var rest = text;
        for (var part : parts()) {
            rest = rest.replace(part, "");
        }
        return rest.length() < text.length() && rest.length() < OWN_INVENTION;
    }

    /** Names in one word and in every order in which people say them, and the mailbox. */
    private Set<String> wholes() {
        var wholes = new LinkedHashSet<String>();
        var names = names();
        for (int i = 0; i < names.size(); i++) {
            var turned = new ArrayList<>(names);
            Collections.rotate(turned, i);
            wholes.add(String.join("", turned));
            wholes.add(String.join("", turned.reversed()));
        }
        if (email != null) {
            wholes.add(lettersAndDigits(
                    Folding.plain(email.value().substring(0, email.value().indexOf('@')))));
        }
        return wholes;
    }

    /** The longest first, so that a short name is not cut out of a long one. */
    private List<String> parts() {
        var parts = new LinkedHashSet<>(wholes());
        parts.addAll(names());
        if (subject instanceof Citizen citizen && citizen.birthDate() != null) {
            parts.add(String.valueOf(citizen.birthDate().year()));
        }
        parts.removeIf(part -> part.length() < 2);
        return parts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private List<String> names() {
        var name = switch (subject) {
            case null -> "";
            case Citizen citizen -> citizen.fullName().value();
            case Business business -> business.name().value();
            case Agency agency -> agency.name().value();
        };
        return Arrays.stream(Folding.plain(name).split(" ", -1))
                .map(PersonalData::lettersAndDigits)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Set<String> numbers() {
        var numbers = new LinkedHashSet<String>();
        if (subject != null) {
            subject.identifiers()
                    .forEach(identifier -> numbers.add(lettersAndDigits(Folding.plain(identifier.value()))));
        }
        if (phone != null) {
            numbers.add(phone.national());
        }
        return numbers;
    }

    private Set<String> dates() {
        var dates = new LinkedHashSet<String>();
        if (subject instanceof Citizen citizen && citizen.birthDate() != null) {
            var date = citizen.birthDate();
            var iso = date.iso().split("-", -1);
            dates.add(iso[0]);
            if (date.precision() != BirthDate.Precision.YEAR) {
                dates.add(iso[1] + iso[0]);
                dates.add(iso[0] + iso[1]);
            }
            if (date.precision() == BirthDate.Precision.DAY) {
                dates.add(iso[2] + iso[1] + iso[0]);
                dates.add(iso[0] + iso[1] + iso[2]);
                dates.add(iso[2] + iso[1] + iso[0].substring(2));
                dates.add(unpadded(iso[2]) + unpadded(iso[1]) + iso[0]);
            }
        }
        return dates;
    }

    private static String unpadded(String number) {
        return number.startsWith("0") ? number.substring(1) : number;
    }

    private static String lettersAndDigits(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
