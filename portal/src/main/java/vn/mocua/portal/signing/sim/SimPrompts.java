package vn.mocua.portal.signing.sim;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.signing.Challenges;
import vn.mocua.portal.signing.Purpose;
import vn.mocua.portal.signing.sim.MobileSigning.Code;
import vn.mocua.portal.signing.sim.SimMeans.Signer;
import vn.mocua.portal.signing.sim.SimTransaction.Kept;
import vn.mocua.portal.signing.sim.SimTransaction.State;
import vn.mocua.portal.vault.Vault;

/**
 * Prompts on people's phones: asked for within limits, and looked at by whoever asked. Nothing here waits for anybody
 * outside; {@link SimRounds} does.
 */
@Component
public class SimPrompts {

    /** What came of asking for a prompt. */
    sealed interface Asking {

        /** It will be shown, if the number's SIM can. */
        record Asked(UUID prompt) implements Asking {}

        /** The number's prefix names nobody whom we know. */
        record WhichProvider() implements Asking {}

        /** Another prompt is open at that number. */
        record Busy(Instant until) implements Asking {}

        /** There were too many for that number, or from that network. */
        record NotBefore(Instant when) implements Asking {}
    }

    /** How a prompt stands, for whoever asked. */
    sealed interface Standing {

        /** @param code to be compared; null until what is signed is known */
        record Waiting(PhoneNumber phone, @Nullable String code, Instant expiresAt) implements Standing {}

        record Proved(Signer signer) implements Standing {}

        /** @param flaw of the certificate, as {@code signing.flaw.<flaw>} says it */
        record Flawed(String flaw) implements Standing {}

        record Failed(String code) implements Standing {}
    }

    private final SimTransactions transactions;
    private final SimProviders providers;
    private final SimRounds rounds;
    private final Challenges challenges;
    private final Limits limits;
    private final Vault vault;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    SimPrompts(
            SimTransactions transactions,
            SimProviders providers,
            SimRounds rounds,
            Challenges challenges,
            Limits limits,
            Vault vault,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.transactions = transactions;
        this.providers = providers;
        this.rounds = rounds;
        this.challenges = challenges;
        this.limits = limits;
        this.vault = vault;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** Those among whom a person chooses whose number was carried along. */
    List<String> providers() {
        return providers.all().stream().map(SimProvider::name).toList();
    }

    /** Asks for a prompt. What it answers, and how fast, does not tell whether the number's SIM can sign. */
    Asking ask(
            PhoneNumber phone, @Nullable SimProvider chosen, Purpose purpose, @Nullable SubjectKind kind, Visit visit) {
        var provider = Optional.ofNullable(chosen).filter(providers::has).or(() -> providers.of(phone));
        if (provider.isEmpty()) {
            return new Asking.WhichProvider();
        }
        var bearer = visit.draft().toString();
        var open = transactions.openAt(phone, bearer);
        if (open.isPresent()) {
            // Who chooses another operator meant the former not to be asked: that one's prompt is over first.
            var same = chosen == null || open.get().provider().equals(provider.get());
            // Who left it and comes back: the phone shows it still, and no second one can be shown.
            if (open.get().mine() && same && transactions.takeUp(open.get().id(), bearer)) {
                transactions.leave(bearer, open.get().id());
                return new Asking.Asked(open.get().id());
            }
            return new Asking.Busy(open.get().expiresAt());
        }
        var number = vault.lookup("phone", phone.value());
        var taken = limits.take(
                Use.of("sim-prompts-per-phone", number),
                Use.of("sim-prompts-per-phone-a-day", number),
                Use.of("sim-prompts-per-network", visit.network()));
        if (taken instanceof Taken.Refused refused) {
            return new Asking.NotBefore(refused.nextAllowedAt());
        }
        transactions.leave(bearer, null);
        var id = TimeOrderedId.next(clock);
        var challenge = challenges.issue(purpose, kind, bearer, visit.language().tag());
        var text = texts.text(visit.language(), "sim.prompt." + purpose.word());
        var kept = new Kept(phone, text, challenge.id(), bearer, purpose, kind, null, null, null, null);
        if (!transactions.open(id, provider.get(), kept, providers.life())) {
            return new Asking.Busy(visit.now().plus(providers.life()));
        }
        audit.record(Act.of("sim.asked", "visitor")
                .from(visit.address())
                .with("prompt", id.toString())
                .with("provider", provider.get().name())
                .with("purpose", purpose.word()));
        rounds.soon(provider.get());
        return new Asking.Asked(id);
    }

    /** How it stands. Where nothing will come this is told when the time is over, like a prompt that nobody answers. */
    Standing standing(UUID prompt, Visit visit) {
        var found = transactions.find(prompt, visit.draft().toString());
        if (found.isEmpty()) {
            return new Standing.Failed(Code.UNKNOWN_TXN.word());
        }
        var transaction = found.get();
        var kept = transaction.kept();
        var proven = kept.proven();
        if (transaction.state() == State.PROVED && proven != null) {
            return new Standing.Proved(new Signer(proven.certificate(), proven.proof(), kept.phone()));
        }
        var fault = transaction.fault() == null ? Code.USER_TIMEOUT.word() : transaction.fault();
        if (fault.startsWith(SimRounds.FLAW)) {
            return new Standing.Flawed(fault.substring(SimRounds.FLAW.length()));
        }
        if (transaction.state() == State.FAILED && Code.of(fault).isTold()) {
            return new Standing.Failed(fault);
        }
        var over = transaction.state() == State.CHECKING
                ? transaction.expiresAt().plus(SimRounds.CHECKING)
                : transaction.expiresAt();
        if (visit.now().isBefore(over)) {
            return new Standing.Waiting(kept.phone(), kept.code(), transaction.expiresAt());
        }
        return new Standing.Failed(Code.of(fault).isTold() ? fault : Code.USER_TIMEOUT.word());
    }

    /** Whoever asked gives up. What the phone still answers is kept and not used. */
    void leave(UUID prompt, Visit visit) {
        transactions
                .find(prompt, visit.draft().toString())
                .ifPresent(each -> transactions.leave(visit.draft().toString(), null));
    }
}
