package vn.mocua.portal.recovery;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.recovery.Recoveries.Request;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.PhoneOtp;
import vn.mocua.portal.registration.ProofTaker;
import vn.mocua.portal.registration.Registration;

/**
 * Whoever waited proves who they are by a method of registration, as strongly as the account was proved. Only then they
 * are told how the request stands: until then it is alike for every id.
 */
@Component
class ResetProof implements ProofTaker {

    /** A note: which request, and the newest generation of any account when its proof began. */
    static final String REQUEST = "recovery-request";

    private final Recoveries recoveries;
    private final Accounts accounts;
    private final RecoveryEnd end;
    private final Caution caution;
    private final ChoosePassword password;

    ResetProof(Recoveries recoveries, Accounts accounts, RecoveryEnd end, Caution caution, ChoosePassword password) {
        this.recoveries = recoveries;
        this.accounts = accounts;
        this.end = end;
        this.caution = caution;
        this.password = password;
    }

    /** What {@link #REQUEST} says. */
    static String note(Request request, int since) {
        return request.id() + " " + since;
    }

    @Override
    public String path() {
        return RecoveryEnd.HOME + "/prove";
    }

    @Override
    public String home() {
        return RecoveryEnd.HOME;
    }

    /** Whatever the method asks, and last a new password. */
    @Override
    public List<Step<Registration, ?>> steps(List<Step<Registration, ?>> own) {
        return Stream.<Step<Registration, ?>>concat(
                        own.stream()
                                .filter(step -> !(step instanceof ChoosePassword))
                                .map(step -> PhoneOtp.sayingItIsTo(Purpose.RECOVER, step)),
                        Stream.of(password))
                .toList();
    }

    @Override
    public Optional<Refusal> guard(Registration known, Visit visit) {
        return known.proven().flatMap(subject -> {
            var request = request(known);
            var account = request.flatMap(each -> accountOf(each, known));
            return account.isEmpty()
                    ? Optional.of(RecoveryEnd.notProven())
                    : standing(request.get(), account.get(), known, visit);
        });
    }

    /** Why it can not be completed just now, for whoever has proved to be the owner. */
    private Optional<Refusal> standing(Request request, Account account, Registration known, Visit visit) {
        if (request.calledOff() || request.done() || !request.expiresAt().isAfter(visit.now())) {
            return Optional.of(new Refusal("reset-called-off"));
        }
        var warned = caution.isKnownToBeCalledFor(account.id(), visit.now())
                && request.askedAt().plus(caution.longer()).isAfter(visit.now());
        if (warned || request.dueAt().isAfter(visit.now())) {
            return Optional.of(new Refusal("reset-not-yet"));
        }
        return Ial.from(known.evidence()).compareTo(account.ial()) < 0
                ? Optional.of(new Refusal("reset-level"))
                : Optional.empty();
    }

    @Override
    public Ending finish(Registration known, Visit visit) {
        var refusal = guard(known, visit);
        if (refusal.isPresent()) {
            return new Ending.Refused(refusal.get());
        }
        var request = request(known).orElseThrow();
        var account = Objects.requireNonNull(request.account());
        if (!recoveries.complete(request.id(), visit.now())) {
            return new Ending.Refused(new Refusal("reset-called-off"));
        }
        if (accounts.add(account, known.evidence(), known.consents(), visit.address()) != Accounts.Adding.ADDED) {
            return new Ending.Refused(RecoveryEnd.notProven());
        }
        var phone = known.phone() != null && known.isPhoneConfirmed() ? known.phone() : null;
        return end.recover(account, since(known), known.passwordHash(), phone, "waiting", visit);
    }

    private Optional<Request> request(Registration known) {
        return Optional.ofNullable(known.notes().get(REQUEST))
                .map(note -> UUID.fromString(note.split(" ", 2)[0]))
                .flatMap(recoveries::find);
    }

    /** Null in a draft of before. */
    private static @Nullable Integer since(Registration known) {
        var note = known.notes().getOrDefault(REQUEST, "").split(" ", 2);
        return note.length < 2 ? null : Integer.valueOf(note[1]);
    }

    /** The account of the request, if what was proved is said of its holder. */
    private Optional<Account> accountOf(Request request, Registration known) {
        return Optional.ofNullable(request.account())
                .flatMap(accounts::find)
                .filter(account -> account.status().isRecoverable())
                .filter(account -> accounts.isHeldBy(account.id(), known.subject()));
    }
}
