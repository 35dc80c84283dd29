package vn.mocua.portal.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.information.Counters;
import vn.mocua.portal.information.Counters.Counter;
import vn.mocua.portal.information.Counters.Half;
import vn.mocua.portal.information.Counters.Kind;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/** The values of a reservation, and the words that hold them. */
class ReservationWordsTest {

    private static final String LONG_NAME = "Bưu cục Điểm Bưu điện Văn hoá xã Nghĩa Hành Đông, huyện Nghĩa Hành";

    @Test
    void aCodeIsReadHoweverItIsWrittenAndHoldsNothingThatLooksLikeSomethingElse() {
        assertThat(Stream.of("K7MT-4XRC", "k7mt4xrc", " K7 MT 4X RC ", "k7mt.4xrc")
                        .map(ReservationCode::of))
                .containsOnly(new ReservationCode("K7MT-4XRC"));
        for (var wrong : List.of("", "K7MT", "K7MT-4XRO", "K7MT-4XR0", "K7MT-4XRC2", "K7MT_4XRC")) {
            assertThatThrownBy(() -> ReservationCode.of(wrong)).isInstanceOf(Malformed.class);
        }
        assertThat(Stream.generate(ReservationCode::random).limit(1_000).distinct())
                .hasSize(1_000)
                .allMatch(code -> code.value().matches("[CHKMRTVXY2-9]{4}-[CHKMRTVXY2-9]{4}"))
                .allMatch(code -> !code.toString().contains(code.value()));
    }

    @Test
    void aSlotIsADayAndAHalfOfIt() {
        assertThat(Slot.of("2026-11-27-morning")).isEqualTo(new Slot(LocalDate.of(2026, 11, 27), Half.MORNING));
        for (var wrong : List.of("", "2026-11-27", "2026-02-30-morning", "2026-11-27-night", "27/11/2026-morning")) {
            assertThatThrownBy(() -> Slot.of(wrong)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void slotsAreTheCountersOwnAndBeginTomorrow() {
        var thursday = LocalDate.of(2026, 11, 26);
        var counter = counter("Quầy", null, EnumSet.of(DayOfWeek.THURSDAY, DayOfWeek.FRIDAY), Set.of(Half.MORNING));
        assertThat(Slot.at(counter, thursday).stream().map(Slot::value))
                .containsExactly("2026-11-27-morning", "2026-12-03-morning");
    }

    @Test
    void aCounterWithoutAKeyHasOneMadeOfItsName() {
        assertThat(counter("Quầy giao dịch Núi Ấn – Đông", null, Set.of(), Set.of())
                        .key())
                .isEqualTo("quay-giao-dich-nui-an-dong");
        assertThat(counter("Quầy", "tra-khuc", Set.of(), Set.of()).key()).isEqualTo("tra-khuc");
        var twice = counter("Quầy", null, Set.of(), Set.of());
        assertThatThrownBy(() -> new Counters(List.of(twice, twice))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyMessageIsOneShortMessageHoweverLongThePlacesName() {
        var place = new Place("x", LONG_NAME, "").plainName();
        assertThat(place).isEqualTo("Buu cuc Diem Buu dien Van hoa xa Nghia").hasSizeLessThanOrEqualTo(40);
        var texts = RunningPortal.shared().bean(Texts.class);
        for (var language : Language.values()) {
            var when = texts.text(language, "counter.sms-half.afternoon") + " 27/11/2026";
            for (var key : List.of("made", "replaced", "cancelled", "reminder")) {
                assertThat(texts.text(language, "counter.sms." + key, place + " ab", when, "K7MT-4XRC"))
                        .as("%s %s", language, key)
                        .matches("[ -~]{40,160}");
            }
        }
    }

    @Test
    void theLimitsOfEveryRoomStandInThePaper() throws IOException {
        var paper = Files.readString(Path.of("..", "docs", "limits.md"));
        var limits =
                RunningPortal.shared().context().getBeansOfType(Limit.class).values();
        assertThat(limits).hasSizeGreaterThanOrEqualTo(6);
        assertThat(limits)
                .allSatisfy(limit -> assertThat(paper)
                        .containsPattern("(?m)^[|] [a-z.]+ [|] `%s` [|] %d/%s [|] %d–%d [|] .+ [|]$"
                                .formatted(
                                        limit.name(),
                                        limit.usual().count(),
                                        limit.usual().per().toHours() % 24 == 0
                                                ? limit.usual().per().toDays() + "d"
                                                : limit.usual().per().toHours() + "h",
                                        limit.fewest(),
                                        limit.most())));
    }

    private static Counter counter(String name, String key, Set<DayOfWeek> days, Set<Half> halves) {
        return new Counter(name, "", "", "", null, key, Kind.COUNTER, days, halves);
    }
}
