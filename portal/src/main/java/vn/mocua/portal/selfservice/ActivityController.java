package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.selfservice.AccountView.Activity;

/** All that happened with the account, day by day, in words that a person understands. */
@Controller
class ActivityController {

    static final String ADDRESS = "/account/activity";

    private static final int AT_ONCE = 50;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Audit audit;
    private final ActivityWords words;
    private final Visits visits;
    private final Pages pages;

    ActivityController(Audit audit, ActivityWords words, Visits visits, Pages pages) {
        this.audit = audit;
        this.words = words;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage activityPage() {
        return new AccountPage("activity", ADDRESS, 50);
    }

    /** @param before the act before which the page begins; the newest when there is none */
    @GetMapping(ADDRESS)
    void show(
            @AuthenticationPrincipal SignedIn owner,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request,
            HttpServletResponse response) {
        var from = before != null && ID.matcher(before).matches() ? UUID.fromString(before) : null;
        var found = from == null
                ? audit.of(owner.account(), AT_ONCE + 1)
                : audit.before(from, owner.account(), AT_ONCE + 1);
        var shown = found.subList(0, Math.min(AT_ONCE, found.size()));
        var page = pages.of(request);
        var here = visits.of(request).address();
        var days = new LinkedHashMap<String, List<Activity>>();
        for (var entry : shown) {
            days.computeIfAbsent(page.date(entry.at()), day -> new ArrayList<>())
                    .add(words.of(entry, here, page));
        }
        var model = new HashMap<String, Object>();
        model.put("days", days);
        model.put("isFirst", from == null);
        if (found.size() > AT_ONCE) {
            model.put("older", ADDRESS + "?before=" + shown.getLast().id());
        }
        pages.show(request, response, 200, "selfservice/activity.jte", model);
    }
}
