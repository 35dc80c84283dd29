package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threats T48 and T49: who steals the whole database learns of nobody who is in it. */
@Tag("slow")
class StolenDatabaseTellsNothingTest {

    @Test
    void nobodyWhoRegisteredSignedInOrGaveUpCanBeReadOrGuessed() {
        try (var portal = RunningPortal.own("stolen_portal", Map.of())) {
            isStolen(portal);
        }
    }

    private static void isStolen(RunningPortal portal) {
        var people = new ArrayList<Citizen>();
        var codes = new ArrayList<String>();
        var secrets = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var an = Citizen.fresh(portal);
            people.add(an);
            var email = "thu-cua-an-" + UUID.randomUUID() + "@hop-thu.example";
            secrets.add(email);
            var visitor = portal.visitor();
            if (i == 2) {
                an.fillsInDetails(visitor, Map.of("email", email)); // and gives up
                codes.add(an.codeAfter(""));
            } else {
                var password = an.arrivesAtPassword(visitor, Map.of("email", email));
                codes.add(an.lastCode());
                visitor.follow(visitor.submit(password, an.passwords()));
                an.typesPassword(portal.visitor(), "Sai-mat-khau-77");
                assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
                codes.add(an.lastCode());
            }
            // While a message waits it is there, sealed; afterwards it is not there at all.
            var person = an.person();
            secrets.addAll(List.of(
                    person.nationalId(),
                    person.fullName(),
                    person.phone(),
                    "+84" + person.phone().substring(1),
                    "84" + person.phone().substring(1),
                    Citizen.PASSWORD,
                    "Sai-mat-khau-77",
                    an.newestSms()));
            if (person.birthDate().length() == 10) {
                var date = person.birthDate();
                secrets.add(date);
                secrets.add(date.substring(6) + "-" + date.substring(3, 5) + "-" + date.substring(0, 2));
            }
        }
        var dump = DatabaseDump.of(portal.database().asOwner());
        assertThat(dump.size()).isGreaterThan(20);
        for (var secret : secrets) {
            assertThat(dump.tracesOf(secret)).as(secret).isEmpty();
            assertThat(dump.hashesOf(secret)).as("hashes of " + secret).isEmpty();
        }
        // Six digits are found somewhere by chance; the same column for every code would be no chance.
        Set<String> everywhere = null;
        for (var code : codes) {
            assertThat(dump.hashesOf(code)).isEmpty();
            var traces = dump.tracesOf(code);
            if (everywhere == null) {
                everywhere = traces;
            } else {
                everywhere.retainAll(traces);
            }
        }
        assertThat(codes).hasSize(5);
        assertThat(everywhere).isEmpty();
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(true)
                        .filter(yes ->
                                portal.rows("outbox_message where finished_at is not null and sealed is not null")
                                        == 0));
    }
}
