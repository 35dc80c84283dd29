package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** "I do not know which to choose": three questions that end in a method, and only in one that is open. */
@Controller
class AdviceController {

    private final MethodsOnOffer methods;
    private final Pages pages;

    AdviceController(MethodsOnOffer methods, Pages pages) {
        this.methods = methods;
        this.pages = pages;
    }

    @GetMapping("/register/advice")
    void advise(
            @RequestParam Optional<String> kind,
            @RequestParam(defaultValue = "") Set<String> have,
            @RequestParam(defaultValue = "") String need,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var asked = kind.flatMap(SubjectKinds::named);
        var advice = new Advice(asked.orElse(SubjectKind.CITIZEN), have, need.equals("all"));
        var offers = methods.now();
        var model = new HashMap<String, @Nullable Object>();
        model.put(
                "kinds",
                Arrays.stream(SubjectKind.values())
                        .map(each -> new KindChoice(SubjectKinds.name(each), each == advice.kind()))
                        .toList());
        model.put("means", means(page, offers, have));
        model.put("all", advice.highest());
        model.put("asked", asked.isPresent());
        var best = asked.flatMap(known -> advice.among(offers));
        model.put("best", best.map(offer -> MethodCard.of(page, offer, true)).orElse(null));
        model.put("level", best.map(offer -> offer.level().name()).orElse(null));
        model.put(
                "address",
                best.map(offer -> RegistrationWays.address(offer, advice.kind()))
                        .orElse(null));
        pages.show(request, response, 200, "registration/advice.jte", model);
    }

    /** What is needed for each method that is open to somebody. */
    private static List<MethodCard> means(Page page, List<Offer> offers, Set<String> have) {
        return offers.stream()
                .filter(Offer::isOpen)
                .map(offer -> MethodCard.of(page, offer, have.contains(offer.key())))
                .toList();
    }
}
