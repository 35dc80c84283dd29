package vn.mocua.portal.selfservice;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.passkey.PasskeyOwner;

/** The copy of all data holds every kind of row that is kept of an owner, whichever room keeps it. */
class TheCopyIsWholeTest {

    /** In which part of the copy the rows of a table stand that names accounts. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            entry("account_identifier", "account"),
            entry("account_evidence", "evidence"),
            entry("account_consent", "consents"),
            entry("account_certificate", "certificates"),
            entry("remembered_device", "devices"),
            entry("contact_change", "contact-changes"),
            entry("notice_fate", "notices"),
            // Hashes of the words of those notices.
            entry("not_me_word", "notices"),
            entry("passkey_holder", "passkeys"),
            entry("account_link", "links"),
            entry("member", "memberships"),
            entry("recovery_request", "recoveries"),
            entry("recovery_change", "recoveries"),
            // What two administrators ruled is an act upon the account.
            entry("agency_ruling", "activity"));

    private static final RunningPortal PORTAL = Owner.portal();

    private final JdbcClient db = JdbcClient.create(PORTAL.database().asOwner());

    /** A table that comes later is in the copy, or this says why it is not. */
    @Test
    void everyTableThatNamesAccountsHasItsPart() {
        assertThat(new TreeSet<>(db.sql("""
                        select conrelid::regclass::text from pg_constraint
                        where contype = 'f' and confrelid = 'account'::regclass
                        """).query(String.class).list())).isEqualTo(new TreeSet<>(PARTS.keySet()));
    }

    @Test
    void everyKindOfRowAppearsAndEachHasWordsInBothLanguages() {
        var an = PasskeyOwner.withPasskey(PORTAL, PORTAL.visitorFromElsewhere());
        var person = an.citizen().person();
        remembersADevice(an);
        reservesAVisit(an);
        provesByTokenThatFell(an);
        db.sql("insert into account_link (account, provider, linked_at) values (?, 'vneid', now())")
                .param(an.account())
                .update();
        PORTAL.bean(ContactChanges.class)
                .changeEmail(an.account(), EmailAddress.of("ban-sao@hop-thu.example"), "203.0.113.9");
        db.sql("""
                        insert into recovery_request
                            (id, account, kind, asked_at, due_at, expires_at, announced_at, called_off_at)
                        values (gen_random_uuid(), ?, 'CITIZEN', '2026-11-01T01:02:03Z', now(), now(), now(), now())
                        """).param(an.account()).update();
        db.sql("update account set phone_changed_at = now() where id = ?")
                .param(an.account())
                .update();
        var page = an.browser().get("/account/download");
        var copy = JsonMapper.shared()
                .readTree(an.browser()
                        .submit(page, "/account/download", Map.of("format", "json"))
                        .body())
                .path("data");

        for (var part : List.of(
                "account",
                "evidence",
                "consents",
                "certificates",
                "sessions",
                "devices",
                "contact-changes",
                "notices",
                "passkeys",
                "links",
                "reservations",
                "recoveries",
                "activity")) {
            assertThat(copy.path(part).size()).as(part).isPositive();
        }
        assertThat(copy.propertyNames()).contains("memberships", "members").containsAll(new TreeSet<>(PARTS.values()));
        assertThat(text(copy, "account"))
                .contains(
                        person.nationalId(),
                        PhoneNumber.of(person.phone()).value(),
                        person.fullName(),
                        "lastSignedInAt");
        assertThat(text(copy, "evidence")).contains("mobile-subscriber", "usb-signing", "withdrawnAt", "Toy CA");
        assertThat(text(copy, "certificates")).contains("Toy CA", "REVOKED", "revokedAt");
        assertThat(text(copy, "consents")).contains("sharing-policy", "terms");
        assertThat(text(copy, "notices")).contains("passkey-added", "new-device", "sms", "toldAt");
        assertThat(text(copy, "notices"))
                .as("as the owner sees it: masked")
                .doesNotContain(PhoneNumber.of(person.phone()).value());
        assertThat(text(copy, "links")).contains("vneid");
        assertThat(text(copy, "reservations")).contains("Trà Khúc", person.fullName());
        assertThat(text(copy, "recoveries")).contains("2026-11-01T01:02:03Z", "CALLED_OFF");
        assertThat(text(copy, "contact-changes")).contains("ban-sao@hop-thu.example");
        assertThat(text(copy, "activity")).contains("account.opened", "passkey.added");
        hasWords(copy);
    }

    private static String text(JsonNode copy, String part) {
        return copy.path(part).toString();
    }

    /** But for what evidence and acts say of themselves, under names that their rooms choose. */
    private static void hasWords(JsonNode copy) {
        var texts = PORTAL.bean(Texts.class);
        copy.propertyStream().forEach(part -> {
            assertThat(texts.has("held." + part.getKey())).as(part.getKey()).isTrue();
            part.getValue()
                    .forEach(row -> row.propertyNames().stream()
                            .filter(name -> !name.startsWith("answer.") && !name.startsWith("detail."))
                            .forEach(name -> {
                                var key = "held." + part.getKey() + "." + name;
                                assertThat(texts.text(Language.VI, key)).isNotEqualTo(key);
                                assertThat(texts.text(Language.EN, key)).isNotEqualTo(key);
                            }));
        });
    }

    private void remembersADevice(PasskeyOwner an) {
        var device = PORTAL.visitorFromElsewhere();
        var newest = an.citizen().newestCode();
        var otp = device.follow(an.citizen().typesPassword(device, Citizen.PASSWORD));
        device.submit(otp, Map.of("otp", an.citizen().codeAfter(newest), "remember", "on"));
    }

    private void reservesAVisit(PasskeyOwner an) {
        var visitor = PORTAL.visitorFromElsewhere();
        var person = an.citizen().person();
        var place = visitor.follow(visitor.submit(visitor.open("/counters/reserve"), "/counters/reserve", Map.of()));
        var page = visitor.follow(visitor.submit(place, Map.of("counter", "tra-khuc")));
        var filledIn = new HashMap<>(Map.of(
                "nationalId", person.nationalId(),
                "fullName", person.fullName(),
                "phone", person.phone(),
                "slot", page.html().select("input[name=slot]").attr("value"),
                "captcha", an.citizen().solves(page),
                "consent", "on"));
        var newest = an.citizen().newestCode();
        var answer = visitor.submit(page, page.path(), filledIn);
        var otp = visitor.follow(
                answer.html().select("[id$=-doubt]").isEmpty()
                        ? answer
                        : visitor.submit(answer, page.path(), filledIn));
        assertThat(visitor.follow(visitor.submit(otp, Map.of("otp", an.citizen().codeAfter(newest))))
                        .path())
                .isEqualTo("/counters/reserved");
    }

    private void provesByTokenThatFell(PasskeyOwner an) {
        var accounts = PORTAL.bean(Accounts.class);
        var evidence = new Evidence(
                accounts.find(an.account()).orElseThrow().subject(),
                Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                Ial.IAL3,
                Map.of(
                        "fingerprint", UUID.randomUUID().toString(),
                        "authority", "Toy CA",
                        "validTo", "2041-01-01T00:00:00Z"),
                PORTAL.bean(Clock.class).instant());
        accounts.add(an.account(), List.of(evidence), Map.of(), "192.0.2.1");
        db.sql("update account_evidence set withdrawn_at = now() where account = ? and method = 'usb-signing'")
                .param(an.account())
                .update();
        db.sql(
                        "update account_certificate set standing = 'REVOKED', revoked_at = now(), due_at = null where account = ?")
                .param(an.account())
                .update();
    }
}
