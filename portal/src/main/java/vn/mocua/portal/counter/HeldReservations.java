package vn.mocua.portal.counter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.HeldData;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Subject.Citizen;

/**
 * The visit that is reserved for the owner, for the copy of their data. Anybody with a phone reserves for anybody: the
 * reservation code, which lets one cancel, and that phone are told only where the phone is the owner's own.
 */
@Component
@Order(30)
class HeldReservations implements HeldData {

    private final Reservations reservations;
    private final Accounts accounts;

    HeldReservations(Reservations reservations, Accounts accounts) {
        this.reservations = reservations;
        this.accounts = accounts;
    }

    @Override
    public String key() {
        return "reservations";
    }

    @Override
    public List<Map<String, String>> of(UUID id) {
        var account = accounts.find(id).orElseThrow();
        return account.subject() instanceof Citizen citizen
                ? Stream.of(Optional.of(citizen.nationalId()), Optional.ofNullable(citizen.oldNationalId()))
                        .flatMap(Optional::stream)
                        .map(NationalId::value)
                        .distinct()
                        .flatMap(each -> reservations.of(NationalId.of(each)).stream())
                        .map(each -> row(each, each.phone().equals(account.phone())))
                        .toList()
                : List.of();
    }

    private static Map<String, String> row(Reservation reservation, boolean own) {
        var row = new LinkedHashMap<String, String>();
        row.put("place", reservation.place().name());
        row.put("day", reservation.slot().day().toString());
        row.put("half", reservation.slot().word());
        row.put("fullName", reservation.visitor().fullName().value());
        row.put("phone", own ? reservation.phone().value() : reservation.phone().masked());
        if (own) {
            row.put("code", reservation.code().value());
        }
        row.put("madeAt", reservation.madeAt().toString());
        row.put("forgottenAt", reservation.expiresAt().toString());
        return row;
    }
}
