package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threat T06: nobody plants a word on a browser, and a word from before a proof is worth nothing after it. */
class TheBrowsersWordChangesTest {

    private static final String AT = "/register/mobile-subscriber/";
    private static final String WORD = "__Host-register";

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void theJourneysWordIsNewAfterTheCodeAndTheOldOneIsDeadOnceTheNewOneWasUsed() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        an.fillsInDetails(visitor);
        var thief = visitor.copy();
        var otp = visitor.get(AT + "otp");
        assertThat(thief.get(AT + "otp").status()).isEqualTo(200);

        var before = visitor.cookies().get(WORD);
        visitor.submit(otp, Map.of("otp", an.codeAfter("")));
        assertThat(visitor.cookies().get(WORD)).isNotEqualTo(before);
        assertThat(visitor.get(AT + "password").status()).isEqualTo(200);

        var stolen = thief.get(AT + "password");
        assertThat(stolen.html().select("form[action=" + AT + "password]")).isEmpty();
        assertThat(visitor.get(AT + "password").status()).isEqualTo(200);
    }

    /** The word is new after the code that ends a journey, and is known as that of the journey which ended. */
    @Test
    void whoeverGoesBackToTheCodeOnceSignedInIsLedToTheAccountAndNotToldThatTheTimeIsOver() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        var newest = an.newestCode();
        var otp = visitor.follow(an.typesPassword(visitor, Citizen.PASSWORD));
        assertThat(otp.path()).isEqualTo("/sign-in/otp");
        var secondClick = visitor.copy();
        var code = Map.of("otp", an.codeAfter(newest));
        assertThat(visitor.submit(otp, code).location()).isEqualTo("/account");
        assertThat(secondClick.submit(otp, code).location()).isEqualTo("/account");
        assertThat(visitor.get("/sign-in/otp").location()).isEqualTo("/account");
    }

    /** A page that says no to a button stands at the button's address, whose language is changed by opening that. */
    @Test
    void theAddressOfAButtonLeadsToThePageThatIsDue() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        assertThat(visitor.get(AT + "otp/again").location()).isEqualTo("/register");
        an.fillsInDetails(visitor);
        var tooSoon = visitor.submit(visitor.get(AT + "otp"), AT + "otp/again", Map.of());
        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(tooSoon.text()).containsPattern("Gửi lại được từ \\d\\d:\\d\\d:\\d\\d ");
        for (var button : List.of("otp/again", "resume", "restart")) {
            assertThat(visitor.get(AT + button).location()).as(button).isEqualTo(AT + "otp");
        }
    }

    @Test
    void aWordThatWasMadeUpOpensNothing() {
        var an = Citizen.fresh(portal);
        var victim = portal.visitor();
        an.fillsInDetails(victim);
        var word = victim.cookies().get(WORD).split("\\.");
        for (var planted : List.of(
                word[0],
                word[0] + ".1",
                word[0] + ".1.",
                word[0] + "." + (Integer.parseInt(word[1]) + 1) + "." + word[2],
                "00000000-0000-0000-0000-000000000000." + word[1] + "." + word[2],
                "é.1.é",
                "..")) {
            var thief = portal.visitor();
            thief.cookies().put(WORD, planted);
            thief.cookies().put("__Host-open", "1");
            assertThat(thief.get(AT + "otp").location()).isEqualTo("/register");
        }
    }

    @Test
    void theSessionsIdIsNewAtEverySignInAndAPlantedOneIsNotTaken() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        visitor.cookies().put("__Host-session", "cGxhbnRlZC1ieS1zb21lYm9keS1lbHNl");

        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        var first = visitor.cookies().get("__Host-session");
        assertThat(first).isNotEqualTo("cGxhbnRlZC1ieS1zb21lYm9keS1lbHNl");

        var former = visitor.copy();
        visitor.post("/sign-out", Map.of("_csrf", visitor.get("/account").valueOf("_csrf")));
        assertThat(former.get("/account").location()).isEqualTo("/sign-in");
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
        assertThat(visitor.cookies().get("__Host-session")).isNotEqualTo(first);
    }

    @Test
    void aFormFromBeforeSigningInIsWorthNothingAfterIt() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        var before = visitor.get("/sign-in").valueOf("_csrf");
        an.signsIn(visitor);
        assertThat(visitor.post("/sign-out", Map.of("_csrf", before)).status()).isEqualTo(403);
        assertThat(visitor.get("/account").status()).isEqualTo(200);
    }

    @Test
    void noAddressHoldsAnIdAndEveryCookieIsBoundToTheHost() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var pages = List.of(
                visitor.open("/"),
                visitor.open("/register"),
                an.beginsAt(visitor),
                an.registers(portal.visitor()),
                an.signsIn(visitor));
        for (var page : pages) {
            assertThat(page.body()).doesNotContainIgnoringCase("jsessionid");
            assertThat(page.location()).doesNotContainIgnoringCase("jsessionid");
            assertThat(page.cookiesSet())
                    .allSatisfy(cookie -> assertThat(cookie)
                            .startsWith("__Host-")
                            .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                            .doesNotContain("Domain"));
        }
        assertThat(visitor.get("/account;jsessionid=0123").status()).isIn(400, 404);
    }
}
