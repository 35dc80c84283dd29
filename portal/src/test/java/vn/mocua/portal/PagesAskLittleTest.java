package vn.mocua.portal;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The pages that most people see most often ask the database no more than they need. */
@TestInstance(Lifecycle.PER_CLASS)
class PagesAskLittleTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final CountedNode node = new CountedNode();

    @AfterAll
    void end() {
        node.close();
    }

    @Test
    void signingInOnAKnownDevice() {
        var an = Citizen.fresh(portal);
        var visitor = node.visitor();
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor), an.passwords()));
        var newest = an.newestCode();
        var otp = visitor.follow(an.typesPassword(visitor, Citizen.PASSWORD));
        var account = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(newest), "remember", "on")));
        visitor.submit(account, "/sign-out", Map.of());

        // That with a code leaves something to forget.
        for (var most : List.of(10, 9)) {
            node.asksAtMost(most, "/account", () -> an.typesPassword(visitor, Citizen.PASSWORD));
            node.asksAtMost(6, "/account", () -> visitor.get("/account"));
            visitor.submit(visitor.get("/account"), "/sign-out", Map.of());
        }
    }

    @Test
    void whoIsSignedInLooksAround() {
        var an = Citizen.fresh(portal);
        var visitor = node.visitor();
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor), an.passwords()));
        an.signsIn(visitor);

        for (var look = 0; look < 2; look++) {
            node.asksAtMost(6, "/account", () -> visitor.get("/account"));
            node.asksAtMost(5, "/account/sessions", () -> visitor.get("/account/sessions"));
            node.asksAtMost(1, "/", () -> visitor.get("/"));
            node.asksAtMost(1, "/help", () -> visitor.get("/help"));
        }
    }

    @Test
    void whoIsNotSignedInLooksAround() {
        var visitor = node.visitor();

        node.asksAtMost(0, "/", () -> visitor.get("/"));
        node.asksAtMost(0, "/sign-in", () -> visitor.get("/sign-in"));
        node.asksAtMost(1, "/register", () -> visitor.get("/register"));
    }

    @Test
    void signingInWithACodeOnANewDevice() {
        var an = Citizen.fresh(portal);
        an.registers(node.visitor());
        var visitor = node.visitorFromElsewhere();
        var newest = an.newestCode();

        node.asksAtMost(14, "/sign-in/otp", () -> an.typesPassword(visitor, Citizen.PASSWORD));
        var code = an.codeAfter(newest);
        node.asksAtMost(3, "/sign-in/otp", () -> visitor.get("/sign-in/otp"));
        var otp = visitor.get("/sign-in/otp");
        node.asksAtMost(19, "/account", () -> visitor.submit(otp, Map.of("otp", code, "remember", "on")));
    }
}
