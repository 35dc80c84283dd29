package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.command.Command;
import vn.mocua.portal.command.Commands;
import vn.mocua.portal.offer.ListMethods;
import vn.mocua.portal.offer.LoadMethods;
import vn.mocua.portal.offer.SetMethod;
import vn.mocua.portal.offer.ShowMethodsAsFile;
import vn.mocua.sandbox.town.Fate;

/** Which methods are offered is data: a command changes it while the portal serves, at once and on every node. */
@Tag("slow")
class MethodsAreOfferedOnTermsTest {

    private static final String VI = "Nhà mạng đang bảo trì.";
    private static final String EN = "The operator is under maintenance.";

    private static RunningPortal portal;

    private static final Command.Ground GROUND = new Command.Ground() {
        @Override
        public <T> T bean(Class<T> type) {
            return portal.bean(type);
        }
    };

    @BeforeAll
    static void aPortalOfOurOwn() {
        portal = RunningPortal.own("offers_portal", Map.of("mocua.trusted-proxies", "127.0.0.1"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @AfterEach
    void asDeclared() {
        JdbcClient.create(portal.database().asOwner())
                .sql("delete from method_offer")
                .update();
    }

    /** What a command answered: its exit code, and its words. */
    private record Said(int code, String words) {}

    @Test
    void aClosedMethodIsShownAndSaysWhyAndUntilWhenInThePagesLanguage() {
        var until = LocalDateTime.ofInstant(
                        portal.clock().instant().plus(Duration.ofDays(2)), ZoneId.of("Asia/Ho_Chi_Minh"))
                .withHour(22)
                .withMinute(0);
        set(
                "mobile-subscriber",
                "--off",
                "--notice-vi",
                VI,
                "--notice-en",
                EN,
                "--until",
                "%tFT22:00".formatted(until));
        var shown = "22:00, " + DateTimeFormatter.ofPattern("dd/MM/yyyy").format(until);

        var visitor = portal.visitorFromElsewhere();
        var card = visitor.open("/register").html().expectFirst(".method.closed");
        assertThat(card.text()).contains("Thuê bao di động", "Đang đóng:", VI, "Dự kiến mở lại lúc " + shown);
        assertThat(card.select("input")).isEmpty();
        assertThat(visitor.open("/register").html().select("#method-mobile-subscriber"))
                .isEmpty();

        visitor.open("/language/en?back=/register");
        assertThat(visitor.open("/register")
                        .html()
                        .expectFirst(".method.closed")
                        .text())
                .contains("Mobile", "Closed:", EN, "Expected to open again at " + shown);
    }

    @Test
    void withoutANoticeItSaysThatItIsClosedAndOutsideItsDaysWhichTheyAre() {
        set("mobile-subscriber", "--off");
        assertThat(closedCard()).contains("Phương thức này tạm đóng.");
        set("mobile-subscriber", "--on", "--from", "2099-01-31");
        assertThat(closedCard()).contains("Mở từ ngày 31/01/2099.");
        set("mobile-subscriber", "--from", "none", "--to", "2025-06-30");
        assertThat(closedCard()).contains("Chỉ áp dụng đến hết ngày 30/06/2025.");
        set("mobile-subscriber", "--to", "none");
        assertThat(portal.visitorFromElsewhere().open("/register").html().select(".method.closed"))
                .isEmpty();
    }

    @Test
    void aClosedMethodCannotBeChosenAndADeepLinkLeadsToTheChooser() {
        set("mobile-subscriber", "--off", "--notice-vi", VI, "--notice-en", EN);
        var visitor = portal.visitorFromElsewhere();
        var drafts = portal.rows("journey_draft");

        var answer = chooses(visitor, "citizen", "mobile-subscriber");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorOf("method")).contains("“Thuê bao di động” đang đóng", VI);
        assertThat(visitor.open("/register/mobile-subscriber/details").path()).isEqualTo("/register");
        assertThat(portal.rows("journey_draft")).isEqualTo(drafts);

        visitor.open("/language/en?back=/register");
        assertThat(chooses(visitor, "citizen", "mobile-subscriber").errorOf("method"))
                .contains("is closed", EN);
    }

    @Test
    void theCounterIsOnTheSameTable() {
        assertThat(chooses(portal.visitorFromElsewhere(), "agency", "in-person").location())
                .isEqualTo("/counters");
        assertThat(portal.visitor().get("/register/in-person").location()).isEqualTo("/counters");
        set("in-person", "--off");
        assertThat(portal.visitor().get("/register/in-person").location()).isEqualTo("/register");
        var answer = chooses(portal.visitorFromElsewhere(), "agency", "in-person");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorOf("method")).contains("Quầy giao dịch");
    }

    @Test
    void aKindForWhichNothingIsOpenIsToldWhatToDo() {
        set("usb-signing", "--kinds", "citizen,business");
        set("in-person", "--kinds", "citizen,business");
        var agency = portal.visitorFromElsewhere().open("/register?kind=agency").html();
        assertThat(agency.select(".nothing:not(.not-now)").text())
                .contains("chưa có phương thức đăng ký nào đang mở", "Cơ quan nhà nước", "1900");
        assertThat(agency.expectFirst("button.main").className()).contains("not-now");
        assertThat(chooses(portal.visitorFromElsewhere(), "agency", "in-person").errorOf("method"))
                .contains("không dành cho");

        var citizen = portal.visitorFromElsewhere().open("/register").html();
        assertThat(citizen.select(".nothing:not(.not-now)")).isEmpty();
        assertThat(citizen.expectFirst("button.main").className()).doesNotContain("not-now");
        var said = set("in-person", "--off");
        assertThat(said.words())
                .contains("mind: nobody can register as agency now")
                .doesNotContain("as citizen");
    }

    @Test
    void theTableSaysWhatComesFirstAndANoticeStandsAtAnOpenMethodToo() {
        assertThat(keys()).startsWith("mobile-subscriber").endsWith("in-person");
        set("in-person", "--order", "1", "--notice-vi", "Mang theo thẻ căn cước.", "--notice-en", "Bring your card.");
        assertThat(keys()).startsWith("in-person").contains("mobile-subscriber");
        var card = portal.visitorFromElsewhere().open("/register").html().expectFirst(".method:has(#method-in-person)");
        assertThat(card.select(".note").text()).isEqualTo("Mang theo thẻ căn cước.");
    }

    @Test
    void aLinkOfOursMaySuggestAMethodButNotAClosedOne() {
        var suggested = portal.visitorFromElsewhere().open("/register?kind=citizen&method=mobile-subscriber");
        assertThat(suggested.html().select("#method-mobile-subscriber[checked]"))
                .hasSize(1);
        set("mobile-subscriber", "--off");
        suggested = portal.visitorFromElsewhere().open("/register?kind=citizen&method=mobile-subscriber");
        assertThat(suggested.html().select("[name=method][checked]")).isEmpty();
    }

    @Test
    void anotherNodeSeesAChangeWithTheNextPage() {
        try (var node = portal.anotherNode()) {
            var there = portal.visitorFromElsewhere().ledTo(node.url());
            assertThat(there.open("/register").html().select(".method.closed")).isEmpty();
            set("mobile-subscriber", "--off");
            assertThat(chooses(there, "citizen", "mobile-subscriber").status()).isEqualTo(422);
            set("mobile-subscriber", "--on");
            assertThat(chooses(there, "citizen", "mobile-subscriber").status()).isEqualTo(303);
        }
    }

    @Test
    void aJourneyThatWasBegunBeforeTheSwitchOffIsFinished() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.beginsAt(visitor);
        set("mobile-subscriber", "--off");

        var otp = visitor.follow(an.sendsDetails(visitor, page, Map.of()));
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", an.lastCode())));
        var done = visitor.follow(visitor.submit(password, an.passwords()));
        assertThat(done.path()).isEqualTo("/register/done");
    }

    @Test
    void aClosedMethodRaisesNoLevelEither() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        an.registers(visitor);
        an.signsIn(visitor);
        set("mobile-subscriber", "--off", "--notice-vi", VI, "--notice-en", EN);

        var page = visitor.open("/account/raise");
        assertThat(page.html().select(".method.closed").text()).contains("Thuê bao di động", VI);
        var answer = visitor.submit(page, "/account/raise", Map.of("method", "mobile-subscriber"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorOf("method")).contains("đang đóng", VI);
    }

    @Test
    void whoIsRefusedIsOfferedWhatIsOpenOnly() {
        var refused = Citizen.whoseFateIs(Fate.NOT_THE_OWNER, portal);
        assertThat(refused.fillsInDetails(portal.visitorFromElsewhere()).html().select(".exits a[href=/counters]"))
                .hasSize(1);
        set("in-person", "--off");
        var page = refused.fillsInDetails(portal.visitorFromElsewhere()).html();
        assertThat(page.select(".exits a").eachAttr("href"))
                .contains("/register")
                .doesNotContain("/counters");
    }

    @Test
    void aChangeIsWrittenDownWithWhoMadeItAndWithoutFreeText() {
        set("mobile-subscriber", "--off", "--notice-vi", VI, "--notice-en", EN, "--until", "2099-12-31T22:00");
        set("mobile-subscriber", "--off", "--until", "2099-12-31T22:00");

        var details = JdbcClient.create(portal.database().asOwner())
                .sql("select details from audit_entry where action = 'offer.changed' and actor = 'operator:lan'"
                        + " order by id desc limit 1")
                .query(String.class)
                .single();
        assertThat(details.lines())
                .containsExactly("method=mobile-subscriber", "notice=given", "state=off", "until=2099-12-31T15:00:00Z");
        var before = portal.rows("audit_entry where action like 'offer.%'");
        assertThat(set("mobile-subscriber", "--off").words()).doesNotContain("so already");
        assertThat(set("mobile-subscriber", "--off").words()).contains("it was so already");
        assertThat(portal.rows("audit_entry where action like 'offer.%'")).isEqualTo(before + 1);
    }

    @Test
    void nonsenseIsRefusedInOneLineAndChangesNothing() {
        for (var line : List.of(
                List.of("ferry-pass", "--by", "lan", "--off"),
                List.of("mobile-subscriber", "--by", "lan", "--cap", "IAL3"),
                List.of("mobile-subscriber", "--by", "lan", "--kinds", "agency"),
                List.of("mobile-subscriber", "--by", "lan", "--notice-vi", "Chỉ một tiếng."),
                List.of("mobile-subscriber", "--by", "lan", "--off", "--until", "2020-01-01T00:00"),
                List.of("mobile-subscriber", "--by", "lan", "--from", "tomorrow"))) {
            var said = run(new SetMethod(), line);
            assertThat(said.code()).as("%s", line).isEqualTo(1);
            assertThat(said.words().lines()).as("%s", line).hasSize(1);
        }
        assertThat(portal.rows("method_offer")).isZero();
    }

    @Test
    void whatIsNotUnderstoodIsAMisuse() {
        for (var line : List.of(
                List.<String>of(),
                List.of("--off"),
                List.of("mobile-subscriber", "--by", "lan"),
                List.of("mobile-subscriber", "--off"),
                List.of("mobile-subscriber", "--off", "--by", "Lan Anh"),
                List.of("mobile-subscriber", "--off", "--by", "n0123456789"),
                List.of("mobile-subscriber", "--on", "--off", "--by", "lan"),
                List.of("mobile-subscriber", "--state", "off", "--by", "lan"),
                List.of("mobile-subscriber", "--cap", "--by"),
                List.of("mobile-subscriber", "--by", "lan", "--cap"))) {
            assertThat(run(new SetMethod(), line).code()).as("%s", line).isEqualTo(2);
        }
        assertThat(run(new ListMethods(), List.of("all")).code()).isEqualTo(2);
        assertThat(run(new LoadMethods(), List.of("file")).code()).isEqualTo(2);
        assertThat(portal.rows("method_offer")).isZero();
    }

    @Test
    void theShippedPoliciesCanBeLoadedAndThatOfTheGuideIsHowAPortalBegins(@TempDir Path folder) throws IOException {
        var declared = run(new ListMethods(), List.of()).words();
        var keys = keys();
        assertThat(load(shipped("as-in-the-guide.txt")).code()).isZero();
        assertThat(keys()).isEqualTo(keys);
        assertThat(open(run(new ListMethods(), List.of()).words())).isEqualTo(open(declared));

        assertThat(load(shipped("law-of-2025.txt")).code()).isZero();
        assertThat(keys()).containsSubsequence("in-person", "mobile-subscriber");
        assertThat(portal.visitorFromElsewhere().open("/register").text()).contains("Từ 01/07/2024 công dân dùng");

        var shown = run(new ShowMethodsAsFile(), List.of()).words();
        var again = Files.writeString(folder.resolve("again.txt"), shown);
        assertThat(load(again).words()).startsWith("0 methods changed");
        var shorter = Files.writeString(folder.resolve("short.txt"), "[in-person]\nstate = off\n");
        assertThat(load(shorter).code()).isZero();
        assertThat(portal.rows("method_offer")).isEqualTo(1);
        assertThat(portal.rows("audit_entry where action = 'offer.as-declared'"))
                .isPositive();
    }

    @Test
    void aFileWithNonsenseIsRefusedAsAWhole(@TempDir Path folder) throws IOException {
        var wrong = Files.writeString(
                folder.resolve("wrong.txt"), "[in-person]\nstate = off\n[mobile-subscriber]\nkinds = agency\n");
        var said = load(wrong);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.words().lines()).hasSize(1);
        assertThat(portal.rows("method_offer")).isZero();
        assertThat(load(folder.resolve("none.txt")).code()).isEqualTo(1);
        assertThat(load(Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xE9, '='}))
                        .code())
                .isEqualTo(1);
    }

    @Test
    void theCommandRunsFromTheCommandLineWhileThePortalServes() {
        var settings = portal.startingSettings().entrySet().stream()
                .filter(each -> !each.getKey().startsWith("server."))
                .map(each -> "--" + each.getKey() + "=" + each.getValue());
        var line = Stream.concat(Stream.of("methods", "set", "mobile-subscriber", "--off", "--by", "lan"), settings)
                .toArray(String[]::new);

        assertThat(new Commands(Portal.class).run(line)).isZero();
        assertThat(closedCard()).contains("Phương thức này tạm đóng.");
    }

    @Test
    void whoDoesNotKnowWhichToChooseIsAskedThreeThingsAndLedToAnOpenMethodOnly() {
        var visitor = portal.visitorFromElsewhere();
        assertThat(visitor.open("/register").html().select("a[href=/register/advice]"))
                .hasSize(1);
        var questions = visitor.open("/register/advice").html();
        assertThat(questions.select("form[method=get] fieldset")).hasSize(3);
        assertThat(questions.select("[name=have]").eachAttr("value")).contains("mobile-subscriber", "in-person");

        assertThat(advised("kind=citizen&have=mobile-subscriber&need=most"))
                .isEqualTo("/register?kind=citizen&method=mobile-subscriber");
        assertThat(advised("kind=citizen&have=mobile-subscriber&have=in-person&need=all"))
                .isEqualTo("/counters");
        assertThat(advised("kind=agency&have=mobile-subscriber&need=most")).isEqualTo("/counters");
        assertThat(advised("kind=citizen&need=most")).isEqualTo("/counters");

        set("mobile-subscriber", "--off");
        assertThat(visitor.open("/register/advice").html().select("[name=have]").eachAttr("value"))
                .doesNotContain("mobile-subscriber");
        assertThat(advised("kind=citizen&have=mobile-subscriber&need=most")).isEqualTo("/counters");
        set("in-person", "--off");
        assertThat(advised("kind=citizen&have=mobile-subscriber&need=most")).isEmpty();
        assertThat(visitor.open("/register/advice?kind=citizen&have=&need=%3Cscript%3E&kind=x")
                        .status())
                .isEqualTo(200);
    }

    private static String advised(String answers) {
        var page = portal.visitorFromElsewhere().open("/register/advice?" + answers);
        assertThat(page.status()).isEqualTo(200);
        return page.html().select(".advised a.main").attr("href");
    }

    private static Answer chooses(Visitor visitor, String kind, String method) {
        return visitor.submit(visitor.open("/register"), "/register", Map.of("kind", kind, "method", method));
    }

    private static String closedCard() {
        return portal.visitorFromElsewhere()
                .open("/register")
                .html()
                .expectFirst(".method.closed")
                .text();
    }

    private static List<String> keys() {
        return portal.visitorFromElsewhere()
                .open("/register")
                .html()
                .select("[name=method]")
                .eachAttr("value");
    }

    /** What a list says of each method, but for its place and who changed it. */
    private static List<String> open(String list) {
        return list.lines()
                .filter(line -> line.contains(" open "))
                .map(line -> line.substring(0, 73))
                .toList();
    }

    private static Path shipped(String name) {
        return Path.of("..", "docs", "policies", name);
    }

    private static Said load(Path file) {
        return run(new LoadMethods(), List.of(file.toString(), "--by", "lan"));
    }

    private static Said set(String method, String... options) {
        var said = run(
                new SetMethod(),
                Stream.concat(Stream.of(method, "--by", "lan"), Stream.of(options))
                        .toList());
        assertThat(said.code()).as(said.words()).isZero();
        return said;
    }

    private static Said run(Command command, List<String> arguments) {
        try (var printed = new Printed()) {
            var code = command.run(GROUND, arguments);
            return new Said(code, printed.words());
        } catch (Command.Misuse misuse) {
            return new Said(2, misuse.getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
