package vn.mocua.portal.offer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

/**
 * The methods of this portal on their terms. Read anew whenever it is asked, one row for each method: what an
 * administrator changes is in force on every node with the next page.
 */
@Repository
public class Offers {

    private final List<Declared> declared;
    private final JdbcClient db;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Offers(List<Declared> declared, JdbcClient db, Audit audit, TransactionTemplate transactions, Clock clock) {
        this.declared = List.copyOf(declared);
        this.db = db;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Every method as it is offered now, closed ones too, in the chooser's order. */
    public List<Offer> now() {
        var rows = rows();
        var now = clock.instant();
        return declared.stream()
                .map(each -> Offer.of(each, terms(rows, each.key()), now))
                .sorted(Offer.IN_ORDER)
                .toList();
    }

    /**
     * A row, and who wrote it.
     *
     * @param by the administrator's name
     */
    record Row(Terms terms, String by, Instant at) {}

    /** By method; among them rows that wait for a method that this portal does not have. */
    Map<String, Row> rows() {
        var rows = db.sql("""
                select method, is_on, kinds, cap, valid_from, valid_to, notice_vi, notice_en, ends_at, place,
                    changed_by, changed_at
                from method_offer
                """).query((row, number) -> read(row)).list();
        var byMethod = new TreeMap<String, Row>();
        rows.forEach(row -> byMethod.put(row.terms().method(), row));
        return byMethod;
    }

    Optional<Declared> declared(String method) {
        return declared.stream().filter(each -> each.key().equals(method)).findFirst();
    }

    /** The keys of all methods that this portal has. */
    List<String> methods() {
        return declared.stream().map(Declared::key).sorted().toList();
    }

    /** Changes the terms of one method. False when they were so already. */
    boolean change(String method, String by, UnaryOperator<Terms> change) {
        var known = declared(method)
                .orElseThrow(() ->
                        new Nonsense("there is no method " + method + "; there are " + String.join(", ", methods())));
        return alone(() -> {
            var before = terms(rows(), method);
            var after = change.apply(before);
            after.check(known);
            return write(before, after, by);
        });
    }

    /** Puts a whole policy in the place of all terms; a method that it does not name is as declared. How many changed. */
    int replaceAll(Collection<Terms> policy, String by) {
        policy.forEach(terms -> declared(terms.method()).ifPresent(terms::check));
        var named = policy.stream().map(Terms::method).collect(Collectors.toSet());
        return alone(() -> {
            var rows = rows();
            var changed = 0;
            for (var method : rows.keySet()) {
                if (!named.contains(method)) {
                    db.sql("delete from method_offer where method = :method")
                            .param("method", method)
                            .update();
                    audit.record(Act.of("offer.as-declared", actor(by)).with("method", method));
                    changed++;
                }
            }
            for (var terms : policy) {
                changed += write(terms(rows, terms.method()), terms, by) ? 1 : 0;
            }
            return changed;
        });
    }

    /** One change at a time; whoever reads is not held up. */
    private <T> T alone(java.util.function.Supplier<T> change) {
        var result = transactions.execute(status -> {
            db.sql("lock table method_offer in share row exclusive mode").update();
            return change.get();
        });
        return java.util.Objects.requireNonNull(result);
    }

    private boolean write(Terms before, Terms after, String by) {
        if (before.equals(after)) {
            return false;
        }
        var until = after.until();
        var notice = after.notice();
        db.sql("""
                insert into method_offer (method, is_on, kinds, cap, valid_from, valid_to, notice_vi, notice_en,
                    ends_at, place, changed_by, changed_at)
                values (:method, :on, :kinds, :cap, :from, :to, :vi, :en, :until, :place, :by, :at)
                on conflict (method) do update set is_on = excluded.is_on, kinds = excluded.kinds,
                    cap = excluded.cap, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                    notice_vi = excluded.notice_vi, notice_en = excluded.notice_en, ends_at = excluded.ends_at,
                    place = excluded.place, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """)
                .param("method", after.method())
                .param("on", after.on())
                .param("kinds", after.kinds().stream().sorted().map(Enum::name).toArray(String[]::new))
                .param("cap", after.cap() == null ? null : after.cap().name(), Types.VARCHAR)
                .param("from", after.from(), Types.DATE)
                .param("to", after.to(), Types.DATE)
                .param("vi", notice == null ? null : notice.vi(), Types.VARCHAR)
                .param("en", notice == null ? null : notice.en(), Types.VARCHAR)
                .param("until", until == null ? null : at(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("place", after.order(), Types.INTEGER)
                .param("by", by)
                .param("at", at(clock.instant()))
                .update();
        audit.record(act(after, by));
        return true;
    }

    /** What is in force now; of a notice only that there is one, for it is free text. */
    private static Act act(Terms terms, String by) {
        var act = Act.of("offer.changed", actor(by)).with("method", terms.method());
        for (var word : TermWords.of(terms).entrySet()) {
            switch (word.getKey()) {
                case "notice-vi" -> act = act.with("notice", "given");
                case "notice-en" -> {}
                case "kinds" -> act = act.with("kinds", word.getValue().replace(' ', '+'));
                case "until" -> act = act.with("until", String.valueOf(terms.until()));
                default -> act = act.with(word.getKey(), word.getValue());
            }
        }
        return act;
    }

    private static String actor(String by) {
        return "operator:" + by;
    }

    private static Terms terms(Map<String, Row> rows, String method) {
        var row = rows.get(method);
        return row == null ? Terms.asDeclared(method) : row.terms();
    }

    private static Row read(ResultSet row) throws SQLException {
        var vi = row.getString("notice_vi");
        var en = row.getString("notice_en");
        var cap = row.getString("cap");
        var terms = new Terms(
                row.getString("method"),
                row.getBoolean("is_on"),
                kinds((String[]) row.getArray("kinds").getArray()),
                cap == null ? null : Ial.valueOf(cap),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                vi == null || en == null ? null : new Notice(vi, en),
                instant(row.getObject("ends_at", OffsetDateTime.class)),
                row.getObject("place", Integer.class));
        return new Row(
                terms,
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static Set<SubjectKind> kinds(String... names) {
        return Arrays.stream(names).map(SubjectKind::valueOf).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
