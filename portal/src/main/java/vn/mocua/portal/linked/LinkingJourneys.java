package vn.mocua.portal.linked;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.federation.Means;
import vn.mocua.portal.federation.ReturnFromElsewhere;
import vn.mocua.portal.federation.SignInElsewhere;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.linked.LinkedProvider.Heard.Named;
import vn.mocua.portal.linked.LinkedProvider.Heard.TooWeak;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/** Links a provider to the account that is signed in to: there and back, and it must name the owner. */
@Component
class LinkingJourneys implements JourneySource {

    private final Map<String, Journey<Linking>> journeys = new HashMap<>();
    private final Accounts accounts;
    private final Links links;
    private final OwnerNotices notices;

    LinkingJourneys(ObjectProvider<LinkedProvider<?>> providers, Accounts accounts, Links links, OwnerNotices notices) {
        this.accounts = accounts;
        this.links = links;
        this.notices = notices;
        providers.forEach(each -> journeys.put(each.key(), to(each)));
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return journeys.values().stream().map(each -> each);
    }

    Optional<Journey<Linking>> to(String key) {
        return Optional.ofNullable(journeys.get(key));
    }

    private <T> Journey<Linking> to(LinkedProvider<T> linked) {
        var there = new Means<Linking>(Linking::note, Linking::noting, Linking::named, Linking::unnamed, Linking::kind);
        return new Journey<>(
                "/account/linked/" + linked.key(),
                "/account/linked",
                Linking.class,
                new Journey.Lifetime(Duration.ofMinutes(15), Duration.ofMinutes(30)),
                List.of(
                        new SignInElsewhere<>(linked.provider(), there),
                        new ReturnFromElsewhere<>(
                                linked.provider(),
                                there,
                                linked.read(),
                                (known, said, visit) -> judge(linked, known, said))),
                known -> "",
                this::notTheirs,
                (known, visit) -> link(linked, known, visit),
                (known, ending, visit, request, response) -> {});
    }

    private <T> Outcome<Linking> judge(LinkedProvider<T> linked, Linking known, T said) {
        return switch (linked.heard().apply(said)) {
            case TooWeak(var refusal) -> Outcome.stop(refusal);
            case Named(var subject) ->
                accounts.isHeldBy(known.account(), subject)
                        ? Outcome.advance(known.namedRightly())
                        : Outcome.stop("linked-not-yours");
        };
    }

    /** Only who is signed in links to their account. */
    private Optional<Refusal> notTheirs(Linking known, Visit visit) {
        return known.account().toString().equals(visit.signedIn())
                ? Optional.empty()
                : Optional.of(new Refusal("linked-not-yours"));
    }

    private Ending link(LinkedProvider<?> linked, Linking known, Visit visit) {
        links.link(known.account(), linked.source(), visit.address());
        accounts.find(known.account())
                .ifPresent(owner ->
                        notices.tell(owner, visit.language(), Notice.undoable("provider-linked", linked.name())));
        return new Ending.Finished("/account/linked", "");
    }
}
