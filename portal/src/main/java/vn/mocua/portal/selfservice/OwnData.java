package vn.mocua.portal.selfservice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.AccountEvidence;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Consents;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.account.HeldData;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.login.OpenSessions;
import vn.mocua.portal.notice.NoticeFates;

/**
 * All that is held about the owner of an account, part by part, row by row. What is kept as a hash only (passwords,
 * codes, words of devices) is named, and cannot be shown. Further rooms bring theirs as {@link HeldData}.
 */
@Component
class OwnData {

    private static final int ACTS_AT_ONCE = 500;

    /** More than a year can bring: the limits see to that. */
    private static final int EVERY_NOTICE = 100_000;

    private final Accounts accounts;
    private final AccountEvidence evidence;
    private final Consents consents;
    private final AccountCertificates certificates;
    private final ContactChanges contacts;
    private final OpenSessions sessions;
    private final RememberedDevices devices;
    private final IdleAccounts idle;
    private final NoticeFates notices;
    private final Audit audit;
    private final ObjectProvider<HeldData> further;

    OwnData(
            Accounts accounts,
            AccountEvidence evidence,
            Consents consents,
            AccountCertificates certificates,
            ContactChanges contacts,
            OpenSessions sessions,
            RememberedDevices devices,
            IdleAccounts idle,
            NoticeFates notices,
            Audit audit,
            ObjectProvider<HeldData> further) {
        this.accounts = accounts;
        this.evidence = evidence;
        this.consents = consents;
        this.certificates = certificates;
        this.contacts = contacts;
        this.sessions = sessions;
        this.devices = devices;
        this.idle = idle;
        this.notices = notices;
        this.audit = audit;
        this.further = further;
    }

    /** By the key of each part, in the order in which people read them. */
    Map<String, List<Map<String, String>>> of(UUID id) {
        var account = accounts.find(id).orElseThrow();
        var all = new LinkedHashMap<String, List<Map<String, String>>>();
        all.put("account", List.of(account(account)));
        all.put(
                "evidence",
                Stream.concat(
                                account.evidence().stream().map(OwnData::evidence),
                                evidence.withdrawn(id).stream()
                                        .map(each -> evidence(each.evidence()).and("withdrawnAt", each.at())))
                        .map(Row::map)
                        .toList());
        all.put(
                "consents",
                rows(
                        consents.of(id),
                        each -> row("document", each.document())
                                .and("version", each.version())
                                .and("givenAt", each.givenAt())));
        all.put(
                "certificates",
                rows(
                        certificates.of(id),
                        each -> row("called", each.called())
                                .and("authority", each.authority())
                                .and("validFrom", each.validFrom())
                                .and("validTo", each.validTo())
                                .and("standing", each.standing().name())
                                .and("revokedAt", each.since())));
        all.put(
                "sessions",
                rows(
                        sessions.of(id, ""),
                        each -> row("device", each.device())
                                .and("begunAt", each.begunAt())
                                .and("lastSeenAt", each.lastSeenAt())));
        all.put("devices", rows(devices.of(id), until -> row("rememberedUntil", until)));
        all.put(
                "contact-changes",
                rows(
                        contacts.of(id),
                        each -> row("former", each.former())
                                .and("next", each.next())
                                .and("state", each.state())
                                .and("askedAt", each.askedAt())));
        all.put(
                "notices",
                rows(
                        notices.of(id, EVERY_NOTICE),
                        each -> row("about", each.notice())
                                .and("channel", each.bySms() ? "sms" : "mail")
                                .and("address", each.address())
                                .and("toldAt", each.toldAt())
                                .and("state", each.state().name())
                                .and("stateAt", each.at())));
        further.orderedStream().forEach(each -> all.put(each.key(), each.of(id)));
        all.put("activity", activity(id));
        return all;
    }

    private Map<String, String> account(Account account) {
        var row = row("kind", account.subject().kind().name());
        switch (account.subject()) {
            case Citizen citizen ->
                row.and("nationalId", citizen.nationalId().value())
                        .and(
                                "oldNationalId",
                                citizen.oldNationalId() == null
                                        ? null
                                        : citizen.oldNationalId().value())
                        .and("fullName", citizen.fullName().value())
                        .and(
                                "birthDate",
                                citizen.birthDate() == null
                                        ? null
                                        : citizen.birthDate().value());
            case Business business ->
                row.and("taxCode", business.taxCode().value())
                        .and("organisationName", business.name().value());
            case Agency agency ->
                row.and("agencyCode", agency.agencyCode().value())
                        .and("organisationName", agency.name().value());
        }
        return row.and("phone", account.phone() == null ? null : account.phone().value())
                .and("phoneChangedAt", account.phoneChangedAt())
                .and("email", account.email() == null ? null : account.email().value())
                .and("emailConfirmedAt", account.emailConfirmedAt())
                .and("password", account.hasPassword() ? "hash" : null)
                .and("level", account.ial().name())
                .and("status", account.status().name())
                .and("openedAt", account.openedAt())
                .and("lastSignedInAt", idle.lastSignedIn(account.id()))
                .and("closingAt", account.closingAt())
                .map();
    }

    private static Row evidence(Evidence evidence) {
        var row = row("method", evidence.method())
                .and("source", evidence.source())
                .and("strength", evidence.strength().name())
                .and("level", evidence.ial().name())
                .and("obtainedAt", evidence.obtainedAt());
        new TreeMap<>(evidence.answers()).forEach((name, value) -> row.and("answer." + name, value));
        return row;
    }

    private List<Map<String, String>> activity(UUID id) {
        var all = new ArrayList<Map<String, String>>();
        var acts = audit.of(id, ACTS_AT_ONCE);
        while (!acts.isEmpty()) {
            for (var act : acts) {
                var row = row("at", act.at()).and("action", act.action()).and("from", act.client());
                new TreeMap<>(act.details()).forEach((name, value) -> row.and("detail." + name, value));
                all.add(row.map());
            }
            acts = audit.before(acts.getLast().id(), id, ACTS_AT_ONCE);
        }
        return all;
    }

    /** A row under way; what is not known is left out. */
    private record Row(Map<String, String> map) {
        Row and(String name, @Nullable Object value) {
            if (value != null && !value.toString().isEmpty()) {
                map.put(name, value.toString());
            }
            return this;
        }
    }

    private static <T> List<Map<String, String>> rows(List<T> all, Function<T, Row> row) {
        return all.stream().map(row).map(Row::map).toList();
    }

    private static Row row(String name, Object value) {
        return new Row(new LinkedHashMap<>()).and(name, value);
    }
}
