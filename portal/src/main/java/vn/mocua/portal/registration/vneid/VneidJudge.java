package vn.mocua.portal.registration.vneid;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.function.Function;
import vn.mocua.portal.federation.ReturnFromElsewhere;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.linked.LinkedProvider.Heard;
import vn.mocua.portal.registration.Registration;

/**
 * What follows from VNeID's word: an account at its level 2 proves a person, or a business of which VNeID knows the legal
 * representative; one at level 1, which nobody has seen, proves nothing.
 *
 * @param keyOf the keyed hash of an identifier, by which evidence names the representative without naming the person
 */
record VneidJudge(Function<Identifier, String> keyOf, int ageFloor)
        implements ReturnFromElsewhere.Judge<Registration, VneidAccount> {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int SEEN_IN_PERSON = 2;

    @Override
    public Outcome<Registration> judge(Registration known, VneidAccount said, Visit visit) {
        var kind = said.subject().kind();
        if (kind != known.kind()) {
            return Outcome.stop(kind == SubjectKind.CITIZEN ? "vneid-is-citizen" : "vneid-is-organisation");
        }
        if (said.level() != SEEN_IN_PERSON) {
            return Outcome.stop("vneid-level-one");
        }
        var organisation = said.organisation();
        if (organisation != null && organisation.taxCode().isPersonal()) {
            return Outcome.stop("vneid-household");
        }
        var birthDate = said.person().birthDate();
        if (birthDate != null && birthDate.ageOn(LocalDate.ofInstant(visit.now(), VIETNAM)) < ageFloor) {
            return Outcome.stop("vneid-too-young");
        }
        var proven = known.provenBy(evidence(said, visit));
        return Outcome.advance(
                organisation == null
                        ? proven
                        : proven.noting(
                                Vouched.REPRESENTATIVE, said.person().fullName().value()));
    }

    /** What VNeID's word is worth for signing in: as much as for registering. */
    static Heard heard(VneidAccount said) {
        return said.level() == SEEN_IN_PERSON ? new Heard.Named(said.subject()) : new Heard.TooWeak("linked-too-weak");
    }

    private Evidence evidence(VneidAccount said, Visit visit) {
        var answers = new HashMap<String, String>();
        answers.put("LoaiTaiKhoan", said.organisation() == null ? "1" : "2");
        answers.put("IAL", Integer.toString(said.level()));
        if (said.loas() != null) {
            answers.put("loAs", said.loas());
        }
        var birthDate = said.person().birthDate();
        if (said.organisation() != null) {
            answers.put(
                    "representative", keyOf.apply(Identifier.of(said.person().nationalId())));
        } else if (birthDate != null) {
            answers.put("birthDatePrecision", birthDate.precision().name());
        }
        return new Evidence(said.subject(), Strength.VOUCHED_FOR, Vneid.KEY, Vneid.KEY, Ial.IAL3, answers, visit.now());
    }
}
