package vn.mocua.portal.linked;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.federation.Means;
import vn.mocua.portal.federation.ReturnFromElsewhere;
import vn.mocua.portal.federation.SignInElsewhere;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.linked.LinkedProvider.Heard.Named;
import vn.mocua.portal.linked.LinkedProvider.Heard.TooWeak;
import vn.mocua.portal.login.SignInEnd;
import vn.mocua.portal.login.SignInWay;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OtpStep;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;

/**
 * Makes a way to sign in of a provider: there and back, perhaps a code, then the session. Somebody without an account and
 * somebody whose account is not linked read the same.
 */
@Component
public class LinkedSignIns {

    private final Accounts accounts;
    private final Links links;
    private final RememberedDevices devices;
    private final OneTimeCodes codes;
    private final SignInEnd end;
    private final Generations generations;

    LinkedSignIns(
            Accounts accounts,
            Links links,
            RememberedDevices devices,
            OneTimeCodes codes,
            SignInEnd end,
            Generations generations) {
        this.accounts = accounts;
        this.links = links;
        this.devices = devices;
        this.codes = codes;
        this.end = end;
        this.generations = generations;
    }

    /** The way to sign in by this provider; a bean of the room that declares the provider. */
    public <T> SignInWay by(LinkedProvider<T> linked) {
        var there = new Means<Arriving>(
                Arriving::note, Arriving::noting, Arriving::isNamed, Arriving::unnamed, known -> "citizen");
        var code = new OtpStep.Means<Arriving>(
                known -> Objects.requireNonNull(known.phone()),
                known -> Objects.requireNonNull(known.account()).toString(),
                known -> new Whom(known.kind(), known.who(), known.account()),
                Arriving::transaction,
                known -> null,
                Arriving::sent,
                Arriving::needsNoCode,
                Arriving::answered);
        return new LinkedSignIn(
                linked.key(),
                new Journey<>(
                        "/sign-in/" + linked.key(),
                        "/sign-in",
                        Arriving.class,
                        new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofMinutes(30)),
                        List.of(
                                new SignInElsewhere<>(linked.provider(), there),
                                new ReturnFromElsewhere<>(
                                        linked.provider(),
                                        there,
                                        linked.read(),
                                        (known, said, visit) -> judge(linked, known, said)),
                                new OtpStep<>(codes, Purpose.SIGN_IN, OtpStep.CodeAndDevice.class, code)),
                        Arriving::who,
                        (known, visit) -> Optional.empty(),
                        (known, visit) -> finish(linked, known, visit),
                        this::leave),
                generations);
    }

    private <T> Outcome<Arriving> judge(LinkedProvider<T> linked, Arriving known, T said) {
        return switch (linked.heard().apply(said)) {
            case TooWeak(var refusal) -> Outcome.stop(refusal);
            case Named(var subject) ->
                accounts.holderOf(subject.identifiers())
                        .flatMap(accounts::find)
                        .filter(account -> links.since(account, linked.source()).isPresent())
                        .map(account -> arrived(linked, known, account))
                        .orElseGet(() -> Outcome.stop("linked-to-nobody"));
        };
    }

    private Outcome<Arriving> arrived(LinkedProvider<?> linked, Arriving known, Account account) {
        var barred = end.barred(account.id());
        if (barred.isPresent()) {
            return Outcome.stop(barred.get().key());
        }
        return Outcome.advance(known.named(account, linked.codeToo() ? phoneToAsk(known, account) : null));
    }

    private @Nullable PhoneNumber phoneToAsk(Arriving known, Account account) {
        var remembered = known.device() != null && devices.knows(account.id(), known.device());
        return remembered ? null : account.phone();
    }

    /** While a code was awaited its owner may have taken the link away, or left that phone. */
    private Ending finish(LinkedProvider<?> linked, Arriving known, Visit visit) {
        var ending = end.finish(Objects.requireNonNull(known.account()), How.ELSEWHERE, known.since(), visit);
        return ending instanceof Ending.Finished && !stands(linked, known)
                ? new Ending.Refused(SignInEnd.OVERTAKEN)
                : ending;
    }

    private boolean stands(LinkedProvider<?> linked, Arriving known) {
        return accounts.find(Objects.requireNonNull(known.account()))
                .filter(account -> links.since(account, linked.source()).isPresent())
                .filter(account -> known.phone() == null || known.phone().equals(account.phone()))
                .isPresent();
    }

    private void leave(
            Arriving known,
            Ending.Finished ending,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        end.leave(
                Objects.requireNonNull(known.account()),
                known.who(),
                How.ELSEWHERE,
                false,
                known.remember(),
                visit,
                request,
                response);
    }
}
