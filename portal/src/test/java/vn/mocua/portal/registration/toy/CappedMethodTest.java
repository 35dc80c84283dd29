package vn.mocua.portal.registration.toy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.RegistrationMethod;

/** A method can be offered below what its evidence is worth; the evidence says so for good (decision 25). */
@Tag("slow")
class CappedMethodTest {

    @Test
    void theCapInForceWhenAJourneyBeganIsOnItsEvidence() {
        try (var portal = RunningPortal.own("capped_portal", Map.of())) {
            var an = Citizen.fresh(portal);
            var table = JdbcClient.create(portal.database().asOwner());
            table.sql("insert into method_offer (method, is_on, kinds, cap, changed_by, changed_at)"
                            + " values ('toy', true, '{}', 'IAL2', 'lan', now())")
                    .update();
            try (var node = portal.anotherNode(
                    Map.of(),
                    context -> context.registerBean(
                            "toyMethod",
                            RegistrationMethod.class,
                            () -> Toy.method(
                                    Strength.VOUCHED_FOR,
                                    NationalId.of(an.person().nationalId()),
                                    PhoneNumber.of(an.person().phone()),
                                    context.getBean(ChoosePassword.class),
                                    context.getBean(Clock.class))))) {
                var visitor = portal.visitor().ledTo(node.url());
                var chooser = visitor.open("/register");
                assertThat(chooser.html().select(".group:has(#method-toy) h2").text())
                        .contains("IAL2");
                var page = visitor.follow(
                        visitor.submit(chooser, "/register", Map.of("kind", "citizen", "method", "toy")));
                table.sql("delete from method_offer").update();
                assertThat(visitor.copy()
                                .open("/register")
                                .html()
                                .select(".group:has(#method-toy) h2")
                                .text())
                        .contains("IAL3");

                page = visitor.follow(visitor.submit(page, Map.of("otp", Toy.NUMBER)));
                var done = visitor.follow(visitor.submit(page, an.passwords()));
                assertThat(done.path()).isEqualTo("/register/done");
                assertThat(done.text()).contains("Mức 2");
            }
            var accounts = portal.bean(Accounts.class);
            var evidence = accounts.holderOf(List.of(new Identifier(
                            Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                    .flatMap(accounts::find)
                    .orElseThrow()
                    .evidence()
                    .getFirst();
            assertThat(evidence)
                    .extracting(Evidence::strength, Evidence::ial, Evidence::cappedFrom)
                    .containsExactly(Strength.VOUCHED_FOR, Ial.IAL2, Ial.IAL3);
            assertThat(portal.rows("account_evidence where level = 'IAL2' and strength = 'VOUCHED_FOR'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aMethodMayDeclareThatItIsWorthLessThanItsStrength() {
        var method = RegistrationMethod.at("toy")
                .openTo(SubjectKind.CITIZEN)
                .yielding(Strength.VOUCHED_FOR)
                .cappedAt(Ial.IAL2)
                .steps();
        assertThat(method.level()).isEqualTo(Ial.IAL2);
        assertThat(RegistrationMethod.at("toy")
                        .cappedAt(Ial.IAL3)
                        .yielding(Strength.RECORD_MATCHED)
                        .steps()
                        .level())
                .isEqualTo(Ial.IAL2);
    }
}
