package vn.mocua.portal.selfservice;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.passkey.PasskeyOwner;

/** Threats T32, T33: whoever sits in a stolen session, or has a stolen device, gets nothing that outlives it. */
class StolenSessionsTest {

    /** What asks for a fresh sign-in, and what its form sends. */
    private static final Map<String, Map<String, String>> GUARDED = Map.ofEntries(
            entry(
                    "/account/password",
                    Map.of("password", "Canh-dieu-bay-cao-58", "passwordConfirmation", "Canh-dieu-bay-cao-58")),
            entry("/account/phone", Map.of()),
            entry("/account/phone/remove", Map.of()),
            entry("/account/email/change", Map.of()),
            entry("/account/email/remove", Map.of()),
            entry("/account/passkeys/options", Map.of()),
            entry("/account/passkeys/add", Map.of("attestation", "AA", "clientData", "AA")),
            entry("/account/passkeys/{id}/remove", Map.of()),
            entry("/account/certificates/{id}/remove", Map.of()),
            entry("/account/linked", Map.of("link", "vneid")),
            entry("/account/close", Map.of("understood", "true")),
            entry("/account/download", Map.of("format", "json")),
            entry("/account/recovery", Map.of()));

    /** What makes nothing weaker, or asks for a proof of its own. */
    private static final Set<String> HARMLESS = Set.of(
            "/account/stay",
            "/account/sessions/end",
            "/account/sessions/end-others",
            "/account/sessions/end-all",
            "/account/phone/cancel",
            "/account/close/cancel",
            "/account/email",
            "/account/email/again",
            "/account/passkeys/{id}",
            "/account/certificates/{id}",
            "/account/raise");

    /** Organisations: PeopleActForCompaniesTest. */
    private static final List<String> ELSEWHERE = List.of("/account/people", "/account/companies", "/account/acting");

    private static void addsCertificate(UUID account) {
        var accounts = Owner.portal().bean(Accounts.class);
        var evidence = new Evidence(
                accounts.find(account).orElseThrow().subject(),
                Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                Ial.IAL3,
                Map.of(
                        "fingerprint", UUID.randomUUID().toString(),
                        "authority", "Toy CA",
                        "validTo", "2041-01-01T00:00:00Z"),
                Owner.portal().bean(Clock.class).instant());
        assertThat(accounts.add(account, List.of(evidence), Map.of(), "192.0.2.1"))
                .isEqualTo(Accounts.Adding.ADDED);
    }

    /** Whoever writes a page of the account decides what a session that lies about may do there. */
    @Test
    void everyFormOfTheAccountAsksForAFreshSignInOrMakesNothingWeaker() {
        var forms = new TreeSet<String>();
        Owner.portal()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .filter(each -> each.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(each -> each.getPatternValues().stream())
                .filter(each -> each.startsWith("/account"))
                .filter(each -> ELSEWHERE.stream().noneMatch(each::startsWith))
                .forEach(forms::add);
        var known = new TreeSet<>(GUARDED.keySet());
        known.addAll(HARMLESS);
        assertThat(forms).isEqualTo(known);
    }

    @Test
    void aStolenSessionChangesNothingThatGuardsTheAccountAndTakesNothingAway() {
        var an = PasskeyOwner.withPasskey(Owner.portal(), Owner.portal().visitorFromElsewhere());
        addsCertificate(an.account());
        var certificate = Owner.portal()
                .bean(AccountCertificates.class)
                .of(an.account())
                .getFirst()
                .id();
        var passkey = JdbcClient.create(Owner.portal().database().asOwner())
                .sql("select id from passkey where account = ?")
                .param(an.account())
                .query(UUID.class)
                .single();
        var thief = an.browser().copy();
        Owner.muchLater();
        var token = thief.get("/account").valueOf("_csrf");
        var before = state(an.account());

        var done = new ArrayList<String>();
        GUARDED.forEach((address, fields) -> {
            var at = address.replace("{id}", (address.contains("passkeys") ? passkey : certificate).toString());
            var sent = new java.util.HashMap<>(fields);
            sent.put("_csrf", token);
            var answer = thief.post(at, sent);
            if (answer.status() != 403 && !answer.location().equals("/sign-in?again")) {
                done.add(at + " " + answer.status() + " " + answer.location());
            }
            assertThat(answer.body())
                    .as(at)
                    .doesNotContain(an.citizen().person().nationalId());
        });
        assertThat(done).isEmpty();
        for (var page : List.of(
                "/account/password",
                "/account/phone",
                "/account/email",
                "/account/passkeys/add",
                "/account/passkeys/" + passkey + "/remove",
                "/account/certificates/" + certificate + "/remove",
                "/account/close",
                "/account/download")) {
            assertThat(thief.get(page).location()).as(page).isEqualTo("/sign-in?again");
        }
        assertThat(state(an.account())).isEqualTo(before);
    }

    /** Whatever of an account a thief would want to have otherwise. */
    private static List<String> state(UUID account) {
        return JdbcClient.create(Owner.portal().database().asOwner())
                .sql("""
                        select concat_ws(' ', status, password_hash, closing_at, encode(sha256(person), 'hex'),
                            (select count(*) from passkey where account = a.id),
                            (select count(*) from account_certificate where account = a.id and removed_at is null),
                            (select count(*) from contact_change where account = a.id),
                            (select count(*) from account_link where account = a.id),
                            (select count(*) from audit_entry where subject = a.id))
                        from account a where id = ?
                        """)
                .param(account)
                .query(String.class)
                .list();
    }

    @Test
    void aStolenDeviceIsWorthNothingWithoutThePasswordAndWithItChangesNothing() {
        var an = Owner.fresh();
        var device = Owner.portal().visitorFromElsewhere();
        var newest = an.an().newestCode();
        var otp = device.follow(an.an().typesPassword(device, Citizen.PASSWORD));
        device.submit(otp, Map.of("otp", an.an().codeAfter(newest), "remember", "on"));
        assertThat(device.cookies()).containsKey("__Host-device");
        device.cookies().remove("__Host-session");

        // Guesses at it are slowed like all others, and its word opens no other account.
        var guesser = withDeviceOf(device);
        for (int i = 0; i < 3; i++) {
            assertThat(an.an().typesPassword(guesser, "Sai-mat-khau-7" + i).status())
                    .isEqualTo(422);
        }
        assertThat(an.an().typesPassword(guesser, "Sai-mat-khau-79").errorOf("captcha"))
                .isNotEmpty();
        var binh = Owner.fresh();
        var stranger = withDeviceOf(device);
        assertThat(stranger.follow(binh.an().typesPassword(stranger, Citizen.PASSWORD))
                        .path())
                .isEqualTo("/sign-in/otp");
        Owner.portal().clock().shift(java.time.Duration.ofMinutes(20));

        var thief = withDeviceOf(device);
        var other = Owner.fresh();
        var remembered = remembers(other);
        thief.cookies().putAll(remembered.cookies());
        thief.cookies().remove("__Host-session");
        assertThat(thief.follow(other.an().typesPassword(thief, Citizen.PASSWORD))
                        .path())
                .isEqualTo("/account");
        assertThat(thief.get("/account/password").location()).isEqualTo("/sign-in?again");
        assertThat(thief.get("/account/download").location()).isEqualTo("/sign-in?again");
        var again = thief.open("/sign-in?again");
        var asked = thief.follow(thief.submit(
                again, "/sign-in", Map.of("username", other.an().person().nationalId(), "password", Citizen.PASSWORD)));
        assertThat(asked.path()).as("a remembered device is no proof").isEqualTo("/sign-in/otp");
    }

    private static Visitor withDeviceOf(Visitor device) {
        var other = Owner.portal().visitorFromElsewhere();
        other.cookies().put("__Host-device", device.cookies().get("__Host-device"));
        return other;
    }

    private static Visitor remembers(Owner an) {
        var device = Owner.portal().visitorFromElsewhere();
        var newest = an.an().newestCode();
        var otp = device.follow(an.an().typesPassword(device, Citizen.PASSWORD));
        device.submit(otp, Map.of("otp", an.an().codeAfter(newest), "remember", "on"));
        return device;
    }
}
