package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.mocua.portal.Visitor.Answer;

/** Threat T34: nothing is changed by a form of somebody else's page, and no page of ours is shown in somebody else's. */
@Tag("slow")
class OnlyOurPagesSendFormsTest {

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void everyAddressThatTakesAFormRefusesOneThatIsNotOurs() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var visitor = portal.visitor();
        an.signsIn(visitor);
        var token = visitor.open("/register").valueOf("_csrf");
        var addresses = addressesThatTakeForms();
        assertThat(addresses)
                .contains(
                        "/register",
                        "/sign-in",
                        "/sign-out",
                        "/account/email",
                        "/captcha/renew",
                        "/register/mobile-subscriber/x",
                        "/register/mobile-subscriber/x/again",
                        "/sign-in/x");
        for (var address : addresses) {
            for (var method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                refused(visitor.copy(), method, address, "");
                refused(visitor.copy(), method, address, "_csrf=made-up.made-up");
                refused(portal.visitor(), method, address, "_csrf=" + token);
            }
            var body = "_csrf=" + token;
            refused(visitor.copy().sending("Origin", "https://evil.example"), "POST", address, body);
            refused(visitor.copy().sending("Origin", "null"), "POST", address, body);
            refused(visitor.copy().sending("Origin", portal.url() + ".evil.example"), "POST", address, body);
            refused(visitor.copy().sending("Sec-Fetch-Site", "cross-site"), "POST", address, body);
            refused(visitor.copy().sending("Sec-Fetch-Site", "same-site"), "POST", address, body);
        }
        assertThat(visitor.get("/account").status()).isEqualTo(200);
        assertThat(visitor.post("/register", Map.of()).text()).contains("Trang đã cũ, bạn tải lại nhé");

        var own = visitor.copy()
                .sending("Origin", portal.url().toString())
                .sending("Sec-Fetch-Site", "same-origin")
                .post("/register", Map.of("_csrf", token, "kind", "citizen", "method", "mobile-subscriber"));
        assertThat(own.status()).isEqualTo(303);
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var home = visitor.get("/");
        var details = an.beginsAt(visitor);
        var style = home.html().selectFirst("link[rel=stylesheet]").attr("href");
        var answers = List.of(
                home,
                visitor.get("/register"),
                details,
                an.sendsDetails(visitor, details, Map.of("fullName", "")),
                visitor.get("/sign-in"),
                visitor.get("/account"),
                visitor.get("/terms"),
                visitor.get("/language/en?back=/"),
                visitor.get(style),
                visitor.get("/assets/nothing.css"),
                visitor.get("/captcha/" + details.valueOf("captchaToken") + ".png"),
                visitor.get("/captcha/none.png"),
                visitor.get("/nowhere"),
                visitor.get("/register/mobile-subscriber/nothing"),
                visitor.get("/actuator/health/readiness"),
                visitor.get("/error"),
                visitor.post("/register", Map.of()),
                visitor.request("DELETE", "/register", null, ""),
                visitor.request("OPTIONS", "/register", null, ""),
                visitor.request("HEAD", "/register", null, ""),
                visitor.request("PROPFIND", "/register", null, ""),
                visitor.get("/%65rror"),
                visitor.get("/register;a=b"),
                visitor.request("POST", "/sign-in", "application/x-www-form-urlencoded", "a=" + "x".repeat(300_000)));
        for (var answer : answers) {
            var what = answer.status() + " " + answer.uri();
            assertThat(answer.headers().get("content-security-policy"))
                    .as(what)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().get("x-content-type-options")).as(what).isEqualTo("nosniff");
            assertThat(answer.headers().get("x-frame-options")).as(what).isEqualTo("DENY");
            assertThat(answer.headers()).as(what).containsKeys("referrer-policy", "permissions-policy");
            assertThat(answer.headers()).as(what).doesNotContainKeys("server", "x-powered-by");
            if (answer.headers().getOrDefault("content-type", "").startsWith("text/html")) {
                assertThat(answer.headers().get("cache-control")).as(what).contains("no-store");
                loadsNothingFromElsewhere(answer);
            }
        }
    }

    private static void loadsNothingFromElsewhere(Answer page) {
        assertThat(page.html().select("script:not([src]), style, [style], iframe, object, embed, base"))
                .as("%s", page.uri())
                .isEmpty();
        page.html()
                .select("[src], link[href], form[action]")
                .forEach(each -> assertThat(
                                each.attr(each.hasAttr("src") ? "src" : each.hasAttr("action") ? "action" : "href"))
                        .startsWith("/")
                        .doesNotStartWith("//"));
        assertThat(page.html().getAllElements().stream()
                        .flatMap(each -> each.attributes().asList().stream())
                        .filter(each -> each.getKey().startsWith("on")))
                .isEmpty();
    }

    private static void refused(Visitor visitor, String method, String address, String body) {
        var answer = visitor.request(method, address, "application/x-www-form-urlencoded", body);
        assertThat(answer.status()).as("%s %s %s", method, address, body).isEqualTo(403);
    }

    /** Taken from the running portal, so that none can be forgotten. */
    private TreeSet<String> addressesThatTakeForms() {
        var addresses = new TreeSet<String>(List.of("/sign-out"));
        for (var mapping : portal.context()
                .getBeansOfType(RequestMappingHandlerMapping.class)
                .values()) {
            mapping.getHandlerMethods().keySet().forEach(each -> {
                var methods = each.getMethodsCondition().getMethods();
                if (methods.isEmpty() || methods.stream().anyMatch(method -> method != RequestMethod.GET)) {
                    each.getPatternValues().forEach(pattern -> addresses.add(filled(pattern)));
                }
            });
        }
        for (var mapping :
                portal.context().getBeansOfType(SimpleUrlHandlerMapping.class).values()) {
            mapping.getUrlMap().keySet().stream()
                    .filter(pattern -> !pattern.contains("**"))
                    .forEach(pattern -> addresses.add(filled(pattern)));
        }
        return addresses;
    }

    private static String filled(String pattern) {
        return pattern.replaceAll("\\{[^}]*}|\\*", "x");
    }
}
