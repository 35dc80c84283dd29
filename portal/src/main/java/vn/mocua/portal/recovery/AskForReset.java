package vn.mocua.portal.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.SameTime;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * For whoever lost everything: a reset after days, in which its owner is told and can object. Whoever asks gets a word
 * with which they come back, whether there is such an account or not.
 */
@Component
class AskForReset implements Step<Recovering, AskForReset.Form> {

    static final String ASKED = RecoveryEnd.HOME + "/asked";

    /** A button. */
    public record Form() {}

    private final Recoveries recoveries;
    private final RecoveryEnd end;
    private final RecoveryNotices notices;
    private final Accounts accounts;
    private final Caution caution;
    private final Audit audit;
    private final Limits limits;
    private final SameTime sameTime;
    private final TransactionTemplate transactions;

    AskForReset(
            Recoveries recoveries,
            RecoveryEnd end,
            RecoveryNotices notices,
            Accounts accounts,
            Caution caution,
            Audit audit,
            Limits limits,
            SameTime sameTime,
            TransactionTemplate transactions) {
        this.recoveries = recoveries;
        this.end = end;
        this.notices = notices;
        this.accounts = accounts;
        this.caution = caution;
        this.audit = audit;
        this.limits = limits;
        this.sameTime = sameTime;
        this.transactions = transactions;
    }

    Journey<Recovering> journey() {
        return new Journey<>(
                RecoveryEnd.HOME + "/later",
                RecoveryEnd.HOME,
                Recovering.class,
                new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofHours(1)),
                List.of(this),
                Recovering::who,
                (known, visit) -> Optional.empty(),
                (known, visit) -> new Ending.Finished(ASKED, known.word()),
                (known, ending, visit, request, response) -> {});
    }

    @Override
    public String key() {
        return "ask";
    }

    @Override
    public String page() {
        return "recovery/ask.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        return !known.word().isEmpty();
    }

    @Override
    public Map<String, ?> show(Recovering known, Visit visit) {
        return Map.of("delay", recoveries.delay());
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        return sameTime.of(() -> {
            var use = Use.of(RecoveryLimits.REQUESTS_PER_ID, accounts.keyOf(known.whose()));
            if (limits.take(use) instanceof Taken.Refused(var limit, var when)) {
                return Outcome.notBefore(when, "", "recovery.tooOften", when);
            }
            var code = ResetCode.random();
            var account = end.meant(known);
            transactions.executeWithoutResult(status -> ask(known, account, code, visit));
            return Outcome.advance(known.asked(code.value()));
        });
    }

    private void ask(Recovering known, Optional<Account> account, ResetCode code, Visit visit) {
        var asked = recoveries.ask(
                account.map(Account::id).orElse(null),
                kind(known),
                code,
                account.filter(each -> caution.isKnownToBeCalledFor(each.id(), visit.now()))
                        .map(each -> caution.longer())
                        .orElse(Duration.ZERO),
                visit.now());
        if (account.isPresent() && asked.isNew()) {
            var id = account.get().id();
            audit.record(new Act("recovery.asked", "visitor", id, visit.address(), Map.of()));
            notices.asked(account.get(), asked.dueAt());
        }
    }

    /** Of whom such an id is, as far as it tells by itself. */
    private static SubjectKind kind(Recovering known) {
        return switch (known.whose().kind()) {
            case NATIONAL_ID -> SubjectKind.CITIZEN;
            case TAX_CODE -> SubjectKind.BUSINESS;
            case AGENCY_CODE -> SubjectKind.AGENCY;
        };
    }
}
