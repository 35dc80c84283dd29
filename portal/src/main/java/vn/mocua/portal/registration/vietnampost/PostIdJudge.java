package vn.mocua.portal.registration.vietnampost;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import vn.mocua.portal.federation.ReturnFromElsewhere;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.linked.LinkedProvider.Heard;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.vietnampost.PostIdWord.Checked;
import vn.mocua.portal.registration.vietnampost.PostIdWord.NotChecked;

/** What follows from PostID's word: what a clerk compared with the card proves a person, anything else nothing. */
record PostIdJudge(int ageFloor) implements ReturnFromElsewhere.Judge<Registration, PostIdWord> {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** By how much the post's clock may be ahead of ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    @Override
    public Outcome<Registration> judge(Registration known, PostIdWord said, Visit visit) {
        return switch (said) {
            case NotChecked() -> Outcome.stop("postid-not-checked");
            case Checked checked -> judge(known, checked, visit);
        };
    }

    private Outcome<Registration> judge(Registration known, Checked checked, Visit visit) {
        if (checked.check().at().isAfter(visit.now().plus(CLOCKS_DIFFER))) {
            return Outcome.stop("sign-in-not-believed");
        }
        var birthDate = checked.person().birthDate();
        var today = LocalDate.ofInstant(visit.now(), VIETNAM);
        if (birthDate != null && birthDate.faultOn(today).isPresent()) {
            return Outcome.stop("sign-in-not-believed");
        }
        if (birthDate != null && birthDate.ageOn(today) < ageFloor) {
            return Outcome.stop("postid-too-young");
        }
        return Outcome.advance(CheckedNotes.on(known.provenBy(evidence(checked, visit)), checked));
    }

    /** What PostID's word is worth for signing in: as much as for registering. */
    static Heard heard(PostIdWord said) {
        return switch (said) {
            case NotChecked() -> new Heard.TooWeak("linked-too-weak");
            case Checked checked -> new Heard.Named(checked.person());
        };
    }

    private static Evidence evidence(Checked checked, Visit visit) {
        var answers = new HashMap<String, String>();
        answers.put("trust_framework", PostIdWord.FRAMEWORK);
        answers.put("assurance_level", PostIdWord.LEVEL);
        answers.put("organization", checked.check().office());
        answers.put("time", checked.check().at().toString());
        var birthDate = checked.person().birthDate();
        if (birthDate != null) {
            answers.put("birthDatePrecision", birthDate.precision().name());
        }
        return new Evidence(
                checked.person(),
                Strength.VOUCHED_FOR,
                VietnamPost.KEY,
                VietnamPost.POSTID,
                Ial.IAL2,
                answers,
                visit.now());
    }
}
