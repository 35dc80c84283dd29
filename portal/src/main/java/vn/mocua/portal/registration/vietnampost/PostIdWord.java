package vn.mocua.portal.registration.vietnampost;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import vn.mocua.portal.federation.Claims;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Sex;
import vn.mocua.portal.identity.Subject.Citizen;

/**
 * What PostID says of somebody: docs/protocols/openid-connect.md. Only what stands in {@code verified_claims} (OpenID
 * Connect for Identity Assurance 1.0, section 5) was compared with a card; what stands beside it anybody may have typed.
 */
sealed interface PostIdWord {

    /** No clerk has compared this account with a card, or not at the level that counts. */
    record NotChecked() implements PostIdWord {}

    /** A clerk has. */
    record Checked(Citizen person, Sex sex, String address, PhoneNumber phone, Check check) implements PostIdWord {

        @Override
        public String toString() {
            return "Checked[***]";
        }
    }

    /**
     * The check at the counter.
     *
     * @param at when the post's record of it was made
     */
    record Check(String office, Instant at) {}

    String FRAMEWORK = "vn_postid";
    String LEVEL = "2";

    Pattern WORD = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");
    Pattern NUMBER = Pattern.compile("[0-9]{12}");
    Pattern MOBILE = Pattern.compile("\\+84[0-9]{9}");
    Pattern SEX = Pattern.compile("male|female");

    /** On one line, so that nothing but a place can stand where a place is shown. */
    Pattern LINE = Pattern.compile("[^\\p{Cntrl}<>]{2,200}");

    static PostIdWord of(Claims claims) {
        var verified = claims.within("verified_claims");
        if (verified.isEmpty()) {
            return new NotChecked();
        }
        var verification = within(verified.get(), "verification");
        // Section 5.4.1: trust_framework is what says by which rules it was verified; others than the post's are not
        // ours
        // to judge.
        if (!verification.text("trust_framework", WORD).equals(FRAMEWORK)
                || !verification.text("assurance_level", WORD).equals(LEVEL)) {
            return new NotChecked();
        }
        var said = within(verified.get(), "claims");
        return new Checked(
                new Citizen(
                        NationalId.of(said.text("national_id", NUMBER)),
                        null,
                        said.value("name", FullName::of),
                        said.value("birthdate", PostIdWord::birthDate)),
                Sex.valueOf(said.text("gender", SEX).toUpperCase(Locale.ROOT)),
                within(said, "address").text("formatted", LINE),
                PhoneNumber.of(said.text("phone_number", MOBILE)),
                check(verification));
    }

    private static Claims within(Claims claims, String name) {
        return claims.within(name).orElseThrow(() -> claims.nonsense(name, "is missing"));
    }

    /** The first check of a document in person (check_method "vpip"), section 5.4.4. */
    private static Check check(Claims verification) {
        for (var evidence : verification.raw("evidence")) {
            if (!evidence.path("type").asString("").equals("document")) {
                continue;
            }
            for (var check : evidence.path("check_details")) {
                var office = check.path("organization").asString("");
                if (check.path("check_method").asString("").equals("vpip")
                        && LINE.matcher(office).matches()) {
                    return new Check(office, verification.value("time", PostIdWord::time));
                }
            }
        }
        throw verification.nonsense("evidence", "names no check in person");
    }

    private static Instant time(String text) {
        return read(text, each -> OffsetDateTime.parse(each).toInstant());
    }

    /** OpenID Connect Core 1.0 section 5.1: YYYY-MM-DD, or YYYY where the year alone is known. */
    private static BirthDate birthDate(String text) {
        if (!text.matches("[0-9]{4}(-[0-9]{2}-[0-9]{2})?")) {
            throw new Malformed("birthDate.malformed");
        }
        return BirthDate.ofIso(text);
    }

    private static <T> T read(String text, Function<String, T> how) {
        try {
            return how.apply(text);
        } catch (DateTimeParseException e) {
            throw new Malformed("time");
        }
    }
}
