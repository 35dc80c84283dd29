package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.notice.NoticeFates;
import vn.mocua.portal.notice.NoticeFates.Told;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** What the owner was told of the account, and whether it reached them. */
@Controller
class NoticesController {

    private static final int MOST = 50;

    private final NoticeFates fates;
    private final Pages pages;

    NoticesController(NoticeFates fates, Pages pages) {
        this.fates = fates;
        this.pages = pages;
    }

    @Bean
    static AccountPage noticesPage() {
        return new AccountPage("notices", "/account/notices", 80);
    }

    @GetMapping("/account/notices")
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.of(request);
        pages.show(
                request,
                response,
                200,
                "selfservice/notices.jte",
                Map.of(
                        "told",
                        fates.of(owner.account(), MOST).stream()
                                .map(each -> line(each, page))
                                .toList()));
    }

    private static NoticeLine line(Told told, Page page) {
        var state = told.state().name().toLowerCase(Locale.ROOT);
        return new NoticeLine(
                about(told.notice(), page),
                page.text(told.bySms() ? "notices.by-sms" : "notices.by-mail", told.address()),
                page.text("notices.state." + state, page.dateTime(told.at())),
                told.toldAt());
    }

    /** In the words of its mail's subject, where it has not its own here. */
    private static String about(String notice, Page page) {
        var own = "notices.about." + notice;
        var subject = "notice." + notice + ".mail.subject";
        return page.text(page.hasText(own) ? own : page.hasText(subject) ? subject : "notices.about");
    }
}
