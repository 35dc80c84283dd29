package vn.mocua.portal.counter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.vault.SealedColumn;

/** What of a reservation is sealed, and how often it may be made and looked for. */
@Configuration(proxyBeanMethods = false)
class ReservationRules {

    @Bean
    static SealedColumn reservationVisitor() {
        return SealedColumn.of("counter_reservation", "id", "visitor");
    }

    /** A family with one phone; nobody clears a village's reservations away. */
    @Bean
    static Limit reservationsPerPhone() {
        return new Limit("reservations-per-phone", Rate.of("3/1d"), 1, 20);
    }

    /** Look-ups that found nothing: a code is mistyped now and then. */
    @Bean
    static Limit reservationFailuresPerNetwork() {
        return new Limit("reservation-failures-per-network", Rate.of("30/1h"), 5, 100_000);
    }

    /** The four digits of a phone that go with a code somebody has seen are not tried out. */
    @Bean
    static Limit reservationFailuresPerCode() {
        return new Limit("reservation-failures-per-code", Rate.of("5/1d"), 1, 20);
    }
}
