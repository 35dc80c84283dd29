package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;

/** Threats T16, T33: who lost everything gets back in after days, and a thief who asks is stopped by one answer. */
class LostEverythingTest {

    private static final String ASKED_IN_ENGLISH = "someone asked to get your account back";

    private final RunningPortal portal = RunningPortal.usual();
    private final GettingBack back = new GettingBack(portal);

    private void announces() {
        portal.bean(ResetAnnouncements.class).announce();
    }

    @Test
    void afterThreeDaysOfAnnouncementsTheOwnerProvesAnewAndANewPhoneTakesThePlaceOfTheLostOne() {
        var an = back.registered();
        var visitor = portal.visitorFromElsewhere();
        var code = back.asksForReset(visitor, an.person().nationalId());
        NotMeTest.hears(an, "yeu cau lay lai");
        assertThat(back.comesBack(visitor, code, "mobile-subscriber").errorOf("resetCode"))
                .contains("chưa dùng được");

        for (int day = 1; day <= 2; day++) {
            portal.clock().shift(Duration.ofHours(25));
            announces();
            announces();
            var told = day + 1;
            Waiting.until(
                    Duration.ofSeconds(30),
                    () -> Optional.of(true).filter(yes -> an.smsSaying("yeu cau lay lai") == told));
        }
        assertThat(back.comesBack(visitor, code, "mobile-subscriber").errorOf("resetCode"))
                .isNotEmpty();
        portal.clock().shift(Duration.ofHours(23));
        var details = back.comesBack(visitor, code, "mobile-subscriber");
        var password = back.provesAgain(visitor, details, an, Map.of(), an);
        assertThat(password.path()).isEqualTo("/forgot-password/prove/mobile-subscriber/password");
        assertThat(password.text()).doesNotContain("ĐĂNG KÝ");
        assertThat(an.smsSaying("la ma LAY LAI")).isOne();
        var done = back.choosesPassword(visitor, password);
        assertThat(done.path()).isEqualTo("/forgot-password/done");
        assertThat(back.openRequests(an)).isZero();
        assertThat(back.accountOf(an).evidence()).hasSize(2);
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
        // The same word a second time.
        var again = portal.visitorFromElsewhere();
        assertThat(back.provesAgain(again, back.comesBack(again, code, "mobile-subscriber"), an, Map.of(), an)
                        .text())
                .contains("không còn hiệu lực");
    }

    /** Whoever asks, and whoever answers, may be anybody: owners read in what they signed in last. */
    @Test
    void whoReadsEnglishIsToldInEnglishWhoeverAsks() {
        var an = back.registered();
        var owner = portal.visitorFromElsewhere();
        owner.cookies().put("__Host-lang", "en");
        assertThat(an.signsIn(owner).path()).isEqualTo("/account");

        back.asksForReset(portal.visitorFromElsewhere(), an.person().nationalId());
        NotMeTest.hears(an, ASKED_IN_ENGLISH);
        portal.clock().shift(Duration.ofHours(25));
        announces();
        announces();
        Waiting.until(
                Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(ASKED_IN_ENGLISH) == 2));
        var code = Pattern.compile("[A-Z0-9]{5}-[A-Z0-9]{5}").matcher(an.newestSms());
        assertThat(code.find()).isTrue();
        back.saysNotMe(portal.visitorFromElsewhere(), code.group());
        NotMeTest.hears(an, "was called off");

        assertThat(an.smsSaying("yeu cau lay lai")).isZero();
        assertThat(an.smsSaying("da bi huy")).isZero();
    }

    @Test
    void nobodyLearnsWhetherThereIsSuchAnAccountNorThatItsOwnerObjected() {
        var told = new HashSet<String>();
        var early = new HashSet<String>();
        var known = back.registered();
        for (var an : List.of(known, Citizen.fresh(portal))) {
            var visitor = portal.visitorFromElsewhere();
            var page = back.begins(visitor, an.person().nationalId(), "later");
            var asked = visitor.follow(visitor.submit(page, page.path(), Map.of()));
            told.add(asked.html().select("main").text().replaceAll("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}|[0-9]", "0"));
            var code = asked.html().expectFirst("dl.facts b.digits").text();
            early.add(back.comesBack(visitor, code, "mobile-subscriber").errorOf("resetCode"));
        }
        assertThat(told).hasSize(1);
        assertThat(early).hasSize(1);
    }

    @Test
    void theOwnerCallsAThiefsRequestOffByOneAnswerAndTheAccountStaysOpen() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        var code = back.asksForReset(thief, an.person().nationalId());
        var said = back.saysNotMe(portal.visitorFromElsewhere(), back.notMeCode(an, "yeu cau lay lai"));
        assertThat(said.path()).isEqualTo("/not-me/called-off");
        assertThat(back.status(an)).isEqualTo(Status.ACTIVE);
        assertThat(back.openRequests(an)).isZero();
        portal.clock().shift(Duration.ofHours(73));
        // The thief gets to prove something, and even with the owner's own phone in hand it is over.
        var refused = back.provesAgain(thief, back.comesBack(thief, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("không còn hiệu lực");
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, Citizen.PASSWORD)
                        .path())
                .isEqualTo("/account");
    }

    @Test
    void aThiefWithTheFoundPhoneCallsItOffAndTheOwnerAsksAgainAndWaitsSevenDays() {
        var an = back.registered();
        var owner = portal.visitorFromElsewhere();
        back.asksForReset(owner, an.person().nationalId());
        back.saysNotMe(portal.visitorFromElsewhere(), back.notMeCode(an, "yeu cau lay lai"));
        NotMeTest.hears(an, "da bi huy");
        portal.clock().shift(Duration.ofMinutes(5));

        var code = back.asksForReset(owner, an.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var early = back.provesAgain(owner, back.comesBack(owner, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(early.text()).contains("Chưa đến lúc lấy lại", "7 ngày");
        portal.clock().shift(Duration.ofHours(96));
        var password = back.provesAgain(owner, back.comesBack(owner, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(back.choosesPassword(owner, password).path()).isEqualTo("/forgot-password/done");
    }

    @Test
    void whatIsProvedOfSomebodyElseOpensNothing() {
        var an = back.registered();
        var thief = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var code = back.asksForReset(visitor, an.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var refused =
                back.provesAgain(visitor, back.comesBack(visitor, code, "mobile-subscriber"), thief, Map.of(), thief);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa lấy lại được bằng cách này");
        assertThat(back.openRequests(an)).isEqualTo(1);

        // Of an id that nobody has, its own holder is told the same.
        var nobody = Citizen.fresh(portal);
        var curious = portal.visitorFromElsewhere();
        var other = back.asksForReset(curious, nobody.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var alike = back.provesAgain(
                curious, back.comesBack(curious, other, "mobile-subscriber"), nobody, Map.of(), nobody);
        assertThat(alike.html().select("main h1").text())
                .isEqualTo(refused.html().select("main h1").text());
    }

    @Test
    void aWeakerProofDoesNotOpenAStrongerAccount() {
        var an = Citizen.fresh(portal);
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var visitor = portal.visitorFromElsewhere();
        var code = back.asksForReset(visitor, an.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var refused = back.provesAgain(visitor, back.comesBack(visitor, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(refused.text()).contains("mức cao hơn");
        assertThat(back.openRequests(an)).isEqualTo(1);
    }

    @Test
    void ofTwentyRequestsAtOnceOneIsPendingAndOfTwentyEndsOneWins() {
        var an = back.registered();
        var pages = IntStream.range(0, 5)
                .mapToObj(i -> {
                    var visitor = portal.visitorFromElsewhere();
                    return Map.entry(visitor, back.begins(visitor, an.person().nationalId(), "later"));
                })
                .toList();
        atOnce(IntStream.range(0, 20)
                .<Runnable>mapToObj(i -> () -> {
                    var each = pages.get(i % pages.size());
                    each.getKey().copy().submit(each.getValue(), each.getValue().path(), Map.of());
                })
                .toList());
        assertThat(back.openRequests(an)).isEqualTo(1);
        NotMeTest.hears(an, "yeu cau lay lai");
        assertThat(an.smsSaying("yeu cau lay lai")).isEqualTo(1);

        portal.clock().shift(Duration.ofMinutes(1));
        var other = Citizen.fresh(portal);
        assertThat(other.registers(portal.visitorFromElsewhere()).path()).isEqualTo("/register/done");
        var visitor = portal.visitorFromElsewhere();
        var code = back.asksForReset(visitor, other.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var password =
                back.provesAgain(visitor, back.comesBack(visitor, code, "mobile-subscriber"), other, Map.of(), other);
        atOnce(IntStream.range(0, 20)
                .<Runnable>mapToObj(i -> () -> back.choosesPassword(visitor.copy(), password))
                .toList());
        assertThat(portal.rows("audit_entry where action = 'recovery.recovered' and subject = '"
                        + back.idOf(other).orElseThrow() + "'"))
                .isEqualTo(1);
    }

    @Test
    void whoSignsInSeesItAndCallsItOffButAStolenSessionCannot() {
        var an = back.registered();
        var owner = portal.visitorFromElsewhere();
        assertThat(an.signsIn(owner).path()).isEqualTo("/account");
        var stolen = owner.copy();
        back.asksForReset(portal.visitorFromElsewhere(), an.person().nationalId());
        assertThat(owner.open("/account").text()).contains("Có người đang chờ lấy lại tài khoản này");

        portal.clock().shift(Duration.ofMinutes(11));
        assertThat(stolen.get("/account/recovery").location()).isEqualTo("/sign-in?again");
        assertThat(stolen.post(
                                "/account/recovery",
                                Map.of("_csrf", stolen.open("/account").valueOf("_csrf")))
                        .location())
                .isEqualTo("/sign-in?again");
        assertThat(back.openRequests(an)).isEqualTo(1);

        var again = portal.visitorFromElsewhere();
        an.signsIn(again);
        var page = again.open("/account/recovery");
        assertThat(page.text()).contains("có người yêu cầu lấy lại");
        var done = again.follow(again.submit(page, "/account/recovery", Map.of()));
        assertThat(done.text()).contains("Đã huỷ yêu cầu");
        assertThat(back.openRequests(an)).isZero();
        assertThat(again.open("/account").text()).doesNotContain("Có người đang chờ lấy lại");
    }

    @Test
    void wordsThatAreNotOursOldOrMalformedOpenNothing() {
        var visitor = portal.visitorFromElsewhere();
        assertThat(back.comesBack(visitor, "0000-0000-0000-0000", "mobile-subscriber")
                        .errorOf("resetCode"))
                .contains("chưa dùng được");
        assertThat(back.comesBack(visitor, "abc", "mobile-subscriber").errorOf("resetCode"))
                .contains("16 chữ và số");
        var an = back.registered();
        var code = back.asksForReset(visitor, an.person().nationalId());
        portal.clock().shift(Duration.ofDays(31));
        assertThat(back.comesBack(visitor, code, "mobile-subscriber").errorOf("resetCode"))
                .contains("chưa dùng được");
    }

    @Test
    void oneIdIsAskedForSoOftenADayAndNoMore() {
        var an = Citizen.fresh(portal);
        for (int i = 0; i < 5; i++) {
            back.asksForReset(portal.visitorFromElsewhere(), an.person().nationalId());
        }
        var visitor = portal.visitorFromElsewhere();
        var page = back.begins(visitor, an.person().nationalId(), "later");
        assertThat(visitor.submit(page, page.path(), Map.of()).status()).isEqualTo(429);
    }

    private static void atOnce(List<Runnable> doings) {
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            doings.stream().map(crowd::submit).toList().forEach(each -> {
                try {
                    each.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
