package vn.mocua.portal.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

class TermsTest {

    private static final Instant NOON = Instant.parse("2026-12-10T05:00:00Z");
    private static final Map<String, String> NOTICE = Map.of("notice-vi", "Bảo trì.", "notice-en", "Maintenance.");

    private record Ferry(Set<SubjectKind> openTo, Ial level) implements Declared {
        @Override
        public String key() {
            return "ferry-pass";
        }
    }

    private static final Ferry FERRY = new Ferry(Set.of(SubjectKind.CITIZEN, SubjectKind.BUSINESS), Ial.IAL3);

    @Test
    void theFirstDayBeginsAndTheLastEndsAtMidnightInVietnam() {
        var terms = terms(Map.of("from", "2026-12-01", "to", "2026-12-31"));

        assertThat(terms.standingAt(Instant.parse("2026-11-30T16:59:59Z")))
                .isEqualTo(new Standing.NotYet(java.time.LocalDate.parse("2026-12-01")));
        assertThat(terms.standingAt(Instant.parse("2026-11-30T17:00:00Z"))).isEqualTo(new Standing.Open());
        assertThat(terms.standingAt(Instant.parse("2026-12-31T16:59:59Z"))).isEqualTo(new Standing.Open());
        assertThat(terms.standingAt(Instant.parse("2026-12-31T17:00:00Z")))
                .isEqualTo(new Standing.NoMore(java.time.LocalDate.parse("2026-12-31")));
    }

    @Test
    void whatIsOffUntilATimeOpensByItselfAndItsNoticeGoes() {
        var terms = Terms.of("ferry-pass", with(NOTICE, "state", "off", "until", "2026-12-10T22:00"));
        var end = Instant.parse("2026-12-10T15:00:00Z");

        assertThat(terms.standingAt(end.minusMillis(1))).isEqualTo(new Standing.Off(end));
        assertThat(terms.noticeAt(end.minusMillis(1))).isEqualTo(new Notice("Bảo trì.", "Maintenance."));
        assertThat(terms.standingAt(end)).isEqualTo(new Standing.Open());
        assertThat(terms.noticeAt(end)).isNull();
    }

    @Test
    void whatIsOffWithoutATimeStaysOff() {
        assertThat(terms(Map.of("state", "off")).standingAt(NOON.plusSeconds(1_000_000_000)))
                .isEqualTo(new Standing.Off(null));
    }

    @Test
    void anOfferIsWithinWhatIsDeclaredWhateverTheTableSays() {
        var offer = Offer.of(FERRY, terms(Map.of("kinds", "business,agency", "cap", "IAL2", "order", "7")), NOON);
        assertThat(offer.openTo()).containsExactly(SubjectKind.BUSINESS);
        assertThat(offer.level()).isEqualTo(Ial.IAL2);
        assertThat(offer.order()).isEqualTo(7);

        var weak = new Ferry(Set.of(SubjectKind.CITIZEN), Ial.IAL2);
        assertThat(Offer.of(weak, terms(Map.of("cap", "IAL3")), NOON).level()).isEqualTo(Ial.IAL2);
    }

    @Test
    void withoutARowAMethodIsOfferedAsItDeclaresItself() {
        assertThat(Offer.of(FERRY, Terms.asDeclared("ferry-pass"), NOON))
                .isEqualTo(new Offer("ferry-pass", FERRY.openTo(), Ial.IAL3, 500, new Standing.Open(), null));
    }

    @Test
    void asWordsAndReadAgainTheyAreTheSame() {
        var terms = Terms.of(
                "ferry-pass",
                with(
                        NOTICE,
                        "state",
                        "off",
                        "order",
                        "3",
                        "kinds",
                        "agency citizen",
                        "cap",
                        "IAL2",
                        "from",
                        "2026-12-01",
                        "to",
                        "2027-01-31",
                        "until",
                        "2026-12-10 22:00"));

        assertThat(Terms.of("ferry-pass", TermWords.of(terms))).isEqualTo(terms);
        assertThat(TermWords.of(terms))
                .containsEntry("kinds", "citizen agency")
                .containsEntry("until", "2026-12-10T22:00");
        assertThat(terms(Map.of("kinds", "none", "cap", "none", "from", "none")))
                .isEqualTo(Terms.asDeclared("ferry-pass"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state     | closed           | state is on or off",
                "order     | 0                | order is a number",
                "order     | first            | order is a number",
                "kinds     | citizen,foreigner| kinds are citizen, business and agency, not foreigner",
                "cap       | IAL1             | cap is IAL2 or IAL3",
                "cap       | 2                | cap is IAL2 or IAL3",
                "from      | 31/12/2026       | from is a day such as",
                "from      | 2026-02-30       | from is a day such as",
                "to        | 20261-01-01      | to is a day such as",
                "to        | 0026-01-01       | to is in a year that cannot be meant",
                "until     | 2026-12-31       | until is a time in Vietnam such as",
                "until     | 2026-12-31T22:00 | until says when being off or a notice ends",
                "notice-vi | Bảo trì.         | a notice is in both languages",
                "colour    | red              | not understood: colour",
            })
    void nonsenseIsRefusedAndSaysWhy(String name, String value, String why) {
        assertThatThrownBy(() -> terms(Map.of(name, value)))
                .isInstanceOf(Nonsense.class)
                .hasMessageStartingWith("ferry-pass: ")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void termsThatContradictThemselvesOrTheMethodAreRefused() {
        assertThatThrownBy(() -> terms(Map.of("from", "2026-12-02", "to", "2026-12-01")))
                .hasMessage("ferry-pass: from is after to");
        assertThatThrownBy(() -> terms(Map.of("notice-vi", "x".repeat(301), "notice-en", "x")))
                .hasMessageContaining("at most 300");
        assertThatThrownBy(() -> terms(Map.of("notice-vi", "x\ny", "notice-en", "x")))
                .hasMessageContaining("one line");
        assertThatThrownBy(() -> terms(Map.of("kinds", "agency")).check(FERRY))
                .hasMessage("ferry-pass serves citizen business only");
        assertThatThrownBy(() -> terms(Map.of("cap", "IAL3")).check(new Ferry(FERRY.openTo(), Ial.IAL2)))
                .hasMessage("ferry-pass yields IAL2 at most");
    }

    @Test
    void switchingTakesTheFormerNoticeAwayUnlessOneIsGivenWithIt() {
        var off = Terms.of("ferry-pass", with(NOTICE, "state", "off", "until", "2026-12-10T22:00"));

        assertThat(SetMethod.changed(off, Map.of("state", "on"), NOON)).isEqualTo(Terms.asDeclared("ferry-pass"));
        assertThat(SetMethod.changed(off, Map.of("state", "off", "until", "2026-12-11T06:00"), NOON)
                        .notice())
                .isEqualTo(off.notice());
        assertThat(SetMethod.changed(off, Map.of("state", "off"), NOON).until()).isNull();
        var told = Terms.of("ferry-pass", NOTICE);
        assertThat(SetMethod.changed(told, Map.of("state", "off"), NOON).notice())
                .isNull();
        assertThat(SetMethod.changed(told, with(NOTICE, "state", "off"), NOON).notice())
                .isEqualTo(told.notice());
        assertThat(SetMethod.changed(off, Map.of("clear-notice", ""), NOON).notice())
                .isNull();
        assertThat(SetMethod.changed(off, Map.of("clear-notice", ""), NOON).until())
                .isEqualTo(off.until());
    }

    @Test
    void anEndThatIsOverAlreadyIsRefused() {
        assertThatThrownBy(() -> SetMethod.changed(
                        Terms.asDeclared("ferry-pass"), Map.of("state", "off", "until", "2026-12-10T12:00"), NOON))
                .hasMessageContaining("over already");
    }

    private static Terms terms(Map<String, String> words) {
        return Terms.of("ferry-pass", words);
    }

    private static Map<String, String> with(Map<String, String> words, String... more) {
        var all = new java.util.HashMap<>(words);
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
