package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The pages that most people see most often ask the database no more than they need. */
@TestInstance(Lifecycle.PER_CLASS)
class PagesAskLittleTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final StatementsSeen statements = new StatementsSeen();
    private final RunningPortal.Node node =
            portal.anotherNode(Map.of(), context -> context.getBeanFactory().addBeanPostProcessor(statements));

    @AfterAll
    void end() {
        node.close();
    }

    @Test
    void signingInOnAKnownDevice() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor().ledTo(node.url());
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor), an.passwords()));
        var newest = an.newestCode();
        var otp = visitor.follow(an.typesPassword(visitor, Citizen.PASSWORD));
        var account = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(newest), "remember", "on")));
        visitor.submit(account, "/sign-out", Map.of());

        // That with a code leaves something to forget.
        for (var most : List.of(10, 9)) {
            asksAtMost(
                    most,
                    "/account",
                    () -> an.typesPassword(visitor, Citizen.PASSWORD).location());
            asksAtMost(6, "/account", () -> visitor.get("/account").path());
            visitor.submit(visitor.get("/account"), "/sign-out", Map.of());
        }
    }

    @Test
    void whoIsSignedInLooksAround() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor().ledTo(node.url());
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor), an.passwords()));
        an.signsIn(visitor);

        for (var look = 0; look < 2; look++) {
            asksAtMost(6, "/account", () -> visitor.get("/account").path());
            asksAtMost(
                    5,
                    "/account/sessions",
                    () -> visitor.get("/account/sessions").path());
            asksAtMost(1, "/", () -> visitor.get("/").path());
            asksAtMost(1, "/help", () -> visitor.get("/help").path());
        }
    }

    @Test
    void whoIsNotSignedInLooksAround() {
        var visitor = portal.visitor().ledTo(node.url());

        asksAtMost(0, "/", () -> visitor.get("/").path());
        asksAtMost(0, "/sign-in", () -> visitor.get("/sign-in").path());
        asksAtMost(1, "/register", () -> visitor.get("/register").path());
    }

    @Test
    void signingInWithACodeOnANewDevice() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor().ledTo(node.url()));
        var visitor = portal.visitorFromElsewhere().ledTo(node.url());
        var newest = an.newestCode();

        asksAtMost(
                14,
                "/sign-in/otp",
                () -> an.typesPassword(visitor, Citizen.PASSWORD).location());
        var code = an.codeAfter(newest);
        asksAtMost(3, "/sign-in/otp", () -> visitor.get("/sign-in/otp").path());
        var otp = visitor.get("/sign-in/otp");
        asksAtMost(
                19,
                "/account",
                () -> visitor.submit(otp, Map.of("otp", code, "remember", "on")).location());
    }

    private void asksAtMost(int most, String leadsTo, Supplier<String> deed) {
        var seen = statements.during(() -> assertThat(deed.get()).isEqualTo(leadsTo));
        assertThat(seen).as(String.join("\n", seen)).hasSizeLessThanOrEqualTo(most);
    }
}
