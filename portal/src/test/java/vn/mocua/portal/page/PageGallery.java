package vn.mocua.portal.page;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.MissingCsrfTokenException;
import vn.mocua.portal.counter.ReservationForTests;
import vn.mocua.portal.counter.Slot;
import vn.mocua.portal.elsewhere.HeldAt;
import vn.mocua.portal.information.Counters.Counter;
import vn.mocua.portal.information.Counters.Half;
import vn.mocua.portal.information.Counters.Kind;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Journey.Lifetime;
import vn.mocua.portal.journey.OtherWays.Way;
import vn.mocua.portal.member.CompanyView;
import vn.mocua.portal.member.PersonView;
import vn.mocua.portal.passkey.PasskeyView;
import vn.mocua.portal.registration.KindChoice;
import vn.mocua.portal.registration.MethodCard;
import vn.mocua.portal.registration.MethodGroup;
import vn.mocua.portal.registration.RaiseWay;
import vn.mocua.portal.selfservice.AccountView;
import vn.mocua.portal.selfservice.ConsentLine;
import vn.mocua.portal.selfservice.SessionLine;
import vn.mocua.portal.signing.AgentPackage;
import vn.mocua.portal.signing.TokenPage;

/**
 * Every page in every state, with people who do not exist, to be looked at and measured: run {@code main}, open the
 * address it prints. Serves the rooms {@code page} and {@code information} as the portal does, and the others' pages
 * under {@code /gallery/}.
 */
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class
})
@ComponentScan(basePackageClasses = {Pages.class, Documents.class})
final class PageGallery {

    static final Instant NOW = Instant.parse("2026-11-23T02:15:20Z");

    /** A state of a page: what shows it. */
    record Exhibit(int status, String template, Map<String, ?> model) {}

    private static final CaptchaPart CAPTCHA =
            new CaptchaPart("c2VhbGVk", "/gallery/captcha.svg", "/gallery/captcha.wav");
    private static final String LONG_NAME = "Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Nguyễn Phúc Minh Châu";

    public static void main(String[] args) {
        start(args.length > 0 ? Integer.parseInt(args[0]) : 0);
    }

    /** Starts the gallery on a port of the loopback address; 0 takes a free one. */
    static ConfigurableApplicationContext start(int port) {
        var started = new SpringApplicationBuilder(PageGallery.class)
                .web(WebApplicationType.SERVLET)
                .run("--server.port=" + port, "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        System.out.println("gallery http://localhost:" + port(started) + "/gallery/");
        return started;
    }

    static int port(ConfigurableApplicationContext started) {
        return started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    /** The strictest policy under which the pages still have to work. */
    @Bean
    Filter securityHeaders() {
        return (request, response, chain) -> {
            ((HttpServletResponse) response)
                    .setHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
                                    + " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                                    + " frame-ancestors 'none'");
            chain.doFilter(request, response);
        };
    }

    @Bean
    ServletRegistrationBean<HttpServlet> exhibits(Pages pages) {
        return new ServletRegistrationBean<>(new Exhibits(pages), "/gallery/*", "/captcha/renew");
    }

    /** Hangs the exhibits. */
    private static final class Exhibits extends HttpServlet {

        private final transient Pages pages;

        Exhibits(Pages pages) {
            this.pages = pages;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var name =
                    request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
            request.setAttribute("_csrf", new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "against-forgery"));
            var exhibit = exhibits(pages.of(request).language()).get(name);
            if (exhibit != null) {
                pages.show(visitor(name, request), response, exhibit.status(), exhibit.template(), exhibit.model());
            } else if (name.equals("captcha.svg")) {
                response.setContentType("image/svg+xml");
                response.getWriter()
                        .print("<svg xmlns='http://www.w3.org/2000/svg' width='220' height='72'>"
                                + "<path d='M10 50Q60 10 110 40T210 20' fill='none' stroke='#7E7268'/>"
                                + "<text x='22' y='50' font-size='40' letter-spacing='8'>370461</text></svg>");
            } else if (name.equals("fail")) {
                throw new IllegalStateException("an exhibit that fails");
            } else if (name.equals("old-form")) {
                request.setAttribute(WebAttributes.ACCESS_DENIED_403, new MissingCsrfTokenException(null));
                response.sendError(403);
            } else if (name.equals("not-yours")) {
                response.sendError(403);
            } else if (name.equals("busy")) {
                response.setHeader("Retry-After", "90");
                response.sendError(429);
            } else if (name.isEmpty()) {
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter()
                        .print(String.join("\n", exhibits(Language.VI).keySet()));
            } else {
                response.sendError(404);
            }
        }

        private static HttpServletRequest visitor(String name, HttpServletRequest request) {
            if (!name.startsWith("account")) {
                return request;
            }
            Greeted person = () -> "N. P. M. Châu";
            return new HttpServletRequestWrapper(request) {
                @Override
                public Principal getUserPrincipal() {
                    return new TestingAuthenticationToken(person, null);
                }
            };
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.getWriter()
                    .print("{\"token\":\"fresh\",\"picture\":\"/gallery/captcha.svg?2\",\"sound\":\"/gallery/x.wav\"}");
        }
    }

    /** All of them, in the order in which a citizen may meet them. */
    static Map<String, Exhibit> exhibits(Language language) {
        var vi = language == Language.VI;
        var all = new LinkedHashMap<String, Exhibit>();

        var chooser = form("/register", null);
        all.put("chooser", chooser(200, chooser, "citizen", "mobile-subscriber", null));
        all.put("chooser-business", chooser(200, chooser, "business", "", null));
        all.put("chooser-unfinished", chooser(200, chooser, "citizen", "", "/register/mobile-subscriber/otp"));
        all.put("chooser-closed", chooser(200, chooser, "citizen", "", null, closed(vi)));
        all.put("chooser-nothing", chooser(200, chooser, "agency", "", null, closed(vi)));
        all.put("advice", advice("citizen", false, null, closed(vi)));
        all.put(
                "advice-answered",
                advice("citizen", true, closed(vi).getLast().methods().getFirst(), closed(vi)));
        all.put("advice-none", advice("agency", true, null, closed(vi)));
        all.put(
                "chooser-wrong",
                chooser(
                        422,
                        form(
                                "/register",
                                null,
                                new Field("kind", "", null, "citizen", null, true),
                                new Field(
                                        "method",
                                        "",
                                        null,
                                        "",
                                        vi ? "Bạn hãy chọn một phương thức đăng ký." : "Choose a method.",
                                        true)),
                        "citizen",
                        "",
                        null));

        all.put("details", details(200, vi, false));
        all.put("details-wrong", details(422, vi, true));
        all.put("code", code(vi, null, 0, false, false, 55, 295));
        all.put(
                "code-wrong",
                code(
                        vi,
                        vi ? "Mã chưa đúng. Bạn còn 3 lần nhập." : "Wrong code. 3 tries left.",
                        2,
                        true,
                        false,
                        0,
                        252));
        all.put("code-over", code(vi, null, 1, false, false, 0, -5));
        all.put("code-sign-in", code(vi, null, 0, false, true, 20, 252));
        all.put("code-none-sent", noneSent(code(vi, null, 0, true, true, 42, 0)));
        all.put("password", password(vi, false));
        all.put("password-wrong", password(vi, true));
        all.put("held-elsewhere", heldElsewhere("citizen", true));
        all.put("held-elsewhere-business", heldElsewhere("business", true));
        all.put("held-elsewhere-asking", heldElsewhere("citizen", false));
        all.put("done", done(vi, true));
        all.put("done-no-email", done(vi, false));
        all.put("done-pending", donePending());
        all.put(
                "own-phone",
                new Exhibit(
                        200,
                        "registration/phone.jte",
                        Map.of(
                                "form",
                                form(
                                        "/account/password/phone",
                                        null,
                                        new Field("phone", vi ? "Số điện thoại" : "Phone number", null, "", null, true),
                                        new Field(
                                                "captcha",
                                                vi ? "Nhập mã xác thực" : "The digits",
                                                null,
                                                "",
                                                null,
                                                true)),
                                "progress",
                                progress(1, vi ? "Số điện thoại" : "Phone number"),
                                "captcha",
                                CAPTCHA)));

        all.put("elsewhere", elsewhere("sign-in", ""));
        all.put("elsewhere-back", elsewhere("return", "af0ifjsldkj"));
        all.put("elsewhere-not-back", elsewhere("return", ""));
        all.put("vneid-confirm", vneidConfirm(vi));
        all.put("vietnam-post-confirm", vietnamPostConfirm(vi));
        usb(vi, all);
        sim(vi, all);
        counter(vi, all);
        for (var refusal : List.of(
                "no-match",
                "sim-swapped",
                "already-registered",
                "too-many-tries",
                "organisation-already-registered",
                "agency-already-registered",
                "certificate-of-no-account",
                "account-pending",
                "sign-in-cancelled",
                "sign-in-stale",
                "sign-in-not-believed",
                "vneid-level-one",
                "vneid-is-citizen",
                "vneid-is-organisation",
                "vneid-household",
                "vneid-too-young",
                "postid-not-checked",
                "postid-too-young",
                "certificate-expired",
                "certificate-not-yet-valid",
                "certificate-revoked",
                "certificate-on-hold",
                "certificate-unknown-authority",
                "certificate-unknown-to-authority",
                "certificate-status-unavailable",
                "certificate-wrong-purpose",
                "certificate-weak-key",
                "certificate-malformed",
                "certificate-unclear-holder",
                "certificate-wrong-kind",
                "certificate-not-for-citizen",
                "certificate-not-for-business",
                "certificate-not-for-agency",
                "certificate-not-government",
                "sim-user-cancelled",
                "sim-user-timeout",
                "sim-pin-wrong",
                "sim-pin-blocked",
                "sim-card-blocked",
                "sim-phone-unreachable",
                "sim-delivery-failed",
                "sim-sim-incompatible",
                "sim-cert-revoked",
                "sim-cert-expired",
                "sim-already-in-progress",
                "sim-hash-mismatch",
                "sim-quota",
                "sim-provider-auth",
                "sim-bad-request",
                "sim-unknown-txn",
                "sim-provider-down",
                "too-many-reservations")) {
            var model = new HashMap<String, Object>(
                    Map.of("form", form("/register/mobile-subscriber/restart", null), "refusal", refusal));
            if (!refusal.endsWith("already-registered")) {
                model.put("mendAt", "/register/mobile-subscriber/details");
            }
            all.put("refused-" + refusal, new Exhibit(422, "journey/refused.jte", model));
        }
        all.put("raise", raise(null));
        all.put("raise-wrong", raise(vi ? "Hãy chọn một phương thức đăng ký." : "Choose a way to register."));
        var step = form("/register/mobile-subscriber/details", null);
        all.put("unavailable", new Exhibit(503, "journey/unavailable.jte", Map.of("form", step, "system", "operator")));
        var ways = List.of(
                new Way("mobile-subscriber", "/register?kind=citizen&method=mobile-subscriber"),
                new Way("in-person", "/counters"));
        all.put(
                "unavailable-with-ways",
                new Exhibit(503, "journey/unavailable.jte", Map.of("form", step, "system", "operator", "ways", ways)));
        all.put(
                "unavailable-other",
                new Exhibit(503, "journey/unavailable.jte", Map.of("form", step, "system", "nobody-knows")));
        all.put(
                "resume",
                new Exhibit(200, "journey/resume.jte", Map.of("form", step, "whose", "***001", "kind", "register")));
        all.put("mixed", new Exhibit(422, "journey/mixed.jte", Map.of("form", step, "kind", "register")));
        all.put(
                "expired",
                new Exhibit(
                        200,
                        "journey/expired.jte",
                        Map.of("home", "/register", "kind", "register", "lifetime", Lifetime.USUAL)));

        all.put("sign-in", signIn(200, vi, null, false));
        all.put(
                "sign-in-wrong",
                signIn(
                        422,
                        vi,
                        vi
                                ? "Tên đăng nhập hoặc mật khẩu chưa đúng. Bạn kiểm tra lại cả hai."
                                : "The login name or the password is not right. Please check both.",
                        true));
        all.put("account", account(vi, AccountView.EmailState.UNCONFIRMED, true));
        selfService(vi, all);
        all.put("account-new", account(vi, AccountView.EmailState.NONE, false));
        all.put("account-fallen", account(vi, AccountView.EmailState.CONFIRMED, false));
        for (var refused : List.of(false, true)) {
            all.put(
                    "certificate-remove" + (refused ? "-last" : ""),
                    new Exhibit(
                            refused ? 422 : 200,
                            "selfservice/removeCertificate.jte",
                            Map.of(
                                    "form",
                                    form("/account/certificates/0193/remove", null),
                                    "name",
                                    vi ? "USB ở cơ quan" : "Token at the office",
                                    "words",
                                    "VNPT-CA, 31/12/2028",
                                    "refused",
                                    refused)));
        }
        all.put(
                "certificate-name",
                new Exhibit(
                        200,
                        "selfservice/certificate.jte",
                        Map.of(
                                "form",
                                form(
                                        "/account/certificates/0193",
                                        null,
                                        new Field("certificateName", "Tên gợi nhớ", null, "", null, true)),
                                "words",
                                "VNPT-CA, 31/12/2028")));
        passkeys(vi, all);
        members(vi, all);
        for (var words : List.of("400", "403", "stale", "404", "405", "413", "429", "500", "503")) {
            var model = new LinkedHashMap<String, @Nullable Object>();
            model.put("words", words);
            model.put("incident", words.equals("500") ? "K7QX-4M9P" : null);
            model.put("again", words.equals("429") ? 2 : null);
            model.put("back", words.equals("413") ? "/register/usb-signing/token" : "");
            all.put(
                    "error-" + words,
                    new Exhibit(
                            words.equals("stale") ? 403 : Integer.parseInt(words),
                            "error/error.jte",
                            withNulls(model)));
        }
        return all;
    }

    private static void members(boolean vi, Map<String, Exhibit> all) {
        var id = new UUID(7, 7);
        var acts = new PersonView(
                id, LONG_NAME, "*********001", "representative", "acts", NOW, null, "", NOW, NOW, null, true);
        var invited = new PersonView(
                id,
                LONG_NAME,
                "*********001",
                "delegate",
                "invited",
                null,
                "31/12/2027",
                LONG_NAME,
                NOW,
                NOW,
                null,
                true);
        var gone = new PersonView(
                id, LONG_NAME, "*********001", "manager", "withdrawn", NOW, null, "", NOW, NOW, NOW, false);
        var people = new HashMap<String, Object>(Map.of(
                "standing",
                List.of(acts, invited),
                "former",
                List.of(gone),
                "representatives",
                1,
                "isOwn",
                false,
                "mayTakeOver",
                true,
                "done",
                "invited"));
        all.put("account-people", new Exhibit(200, "member/people.jte", Map.copyOf(people)));
        people.putAll(Map.of("standing", List.of(), "former", List.of(), "representatives", 0, "mayTakeOver", false));
        people.put("refused", "last-representative");
        all.put("account-people-refused", new Exhibit(422, "member/people.jte", people));
        var wrong = vi ? "Hãy sửa lại." : "Mend this.";
        var invite = form(
                "/account/people/invite",
                null,
                new Field("nationalId", vi ? "Số căn cước" : "ID number", "051203004567", "12", wrong, true),
                new Field("fullName", vi ? "Họ tên" : "Full name", null, LONG_NAME, null, true),
                new Field("role", vi ? "Vai trò" : "Role", null, "delegate", wrong, true),
                new Field("lastDay", vi ? "Ngày cuối" : "Last day", "31/12/2027", "", null, false));
        all.put(
                "account-people-invite",
                new Exhibit(
                        422,
                        "member/invite.jte",
                        Map.of(
                                "form",
                                invite,
                                "roles",
                                List.of("representative", "manager", "delegate"),
                                "days",
                                14L)));
        var until = form(
                "/account/people/" + id + "/until",
                null,
                new Field("lastDay", vi ? "Ngày cuối" : "Last day", "31/12/2027", "", null, false));
        var roles = List.of("representative", "manager", "delegate");
        var role = form(
                "/account/people/" + id + "/role",
                null,
                new Field("role", vi ? "Vai trò" : "Role", null, "delegate", null, true));
        for (var own : List.of(true, false)) {
            all.put(
                    own ? "account-person" : "account-person-last",
                    new Exhibit(
                            200,
                            "member/person.jte",
                            Map.of(
                                    "person",
                                    acts,
                                    "isLast",
                                    !own,
                                    "isOwn",
                                    own,
                                    "roles",
                                    roles,
                                    "roleForm",
                                    role,
                                    "form",
                                    until)));
        }
        all.put("account-take-over", new Exhibit(422, "member/takeOver.jte", Map.of("refused", "no-phone")));
        var company = new CompanyView(
                id, "Công ty TNHH Vận tải Quảng Ngãi", "0100109106", "delegate", NOW, "31/12/2027", "", NOW, true);
        all.put(
                "account-companies",
                new Exhibit(
                        200,
                        "member/companies.jte",
                        Map.of(
                                "invitations", List.of(company),
                                "companies", List.of(company),
                                "former", List.of(company),
                                "done", "over")));
        for (var low : List.of(true, false)) {
            all.put(
                    low ? "account-invitation-level" : "account-invitation",
                    new Exhibit(200, "member/invitation.jte", Map.of("company", company, "isLevelTooLow", low)));
        }
        all.put(
                "account-company",
                new Exhibit(
                        200,
                        "member/company.jte",
                        Map.of(
                                "company",
                                company,
                                "isLast",
                                false,
                                "isLevelTooLow",
                                false,
                                "then",
                                "/account/people")));
    }

    private static void passkeys(boolean vi, Map<String, Exhibit> all) {
        var name = new Field("passkeyName", vi ? "Tên gợi nhớ" : "Name", vi ? "Ví dụ" : "Example", "", null, false);
        var wrong = new Field("passkeyName", vi ? "Tên" : "Name", null, "", vi ? "Tên quá dài." : "Too long.", true);
        var ending = new Field("endSessions", vi ? "Đăng xuất" : "Sign out", null, "", null, false);
        var passkey = new PasskeyView(
                LONG_NAME, "/account/passkeys/0193", "23/11/2026, Chrome, Android", "09:15, 23/11/2026", "Google");
        all.put("account-passkeys", new Exhibit(200, "passkey/passkeys.jte", Map.of("passkeys", List.of(passkey))));
        all.put(
                "account-passkeys-none",
                new Exhibit(200, "passkey/passkeys.jte", Map.of("passkeys", List.of(), "done", "removed")));
        var add = form("/account/passkeys/add", null, name);
        all.put("account-passkey-add", new Exhibit(200, "passkey/add.jte", Map.of("form", add)));
        all.put("account-passkey-too-many", new Exhibit(200, "passkey/add.jte", Map.of("form", add, "full", true)));
        all.put(
                "account-passkey-name",
                new Exhibit(
                        422,
                        "passkey/passkey.jte",
                        Map.of("form", form("/account/passkeys/0193", null, wrong), "passkey", passkey)));
        var remove = form("/account/passkeys/0193/remove", null, ending);
        for (var spare : List.of(true, false)) {
            all.put(
                    spare ? "account-passkey-remove" : "account-passkey-last",
                    new Exhibit(200, "passkey/remove.jte", Map.of("form", remove, "passkey", passkey, "spare", spare)));
        }
        for (var refusal : List.of("passkey-not-accepted", "account-frozen", "account-locked", "account-closed")) {
            all.put("passkey-" + refusal, new Exhibit(422, "passkey/refused.jte", Map.of("refusal", refusal)));
        }
    }

    @SuppressWarnings("NullAway") // a template's parameter may be null; a model's value in Pages.show may be, too
    /** The page of the phone number. */
    private static Map<String, Object> phone(String masked, String keeping, boolean hasPassword) {
        return new HashMap<>(Map.of(
                "phone",
                masked,
                "isCitizen",
                true,
                "wait",
                Duration.ofHours(72),
                "simAge",
                Duration.ofHours(72),
                "keeping",
                keeping,
                "hasPassword",
                hasPassword));
    }

    private static Map<String, ?> withNulls(Map<String, @Nullable Object> model) {
        return model;
    }

    private static Exhibit elsewhere(String step, String state) {
        var form = form("/register/vneid/" + step, null, new Field("state", "", null, state, null, false));
        return new Exhibit(
                200,
                "federation/" + step + ".jte",
                Map.of("form", form, "progress", new Progress(1, 5, "VNeID"), "provider", "vneid", "whom", "citizen"));
    }

    private static Exhibit vneidConfirm(boolean vi) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account.taxCode", "*******006");
        facts.put("account.organisationName", "Công ty TNHH Một thành viên Vận tải và Thương mại Quảng Ngãi");
        facts.put("vneid.representative", LONG_NAME);
        var details = details(200, vi, false).model();
        return new Exhibit(
                200,
                "registration/vneid/confirm.jte",
                Map.of(
                        "form",
                        Objects.requireNonNull(details.get("form")),
                        "progress",
                        new Progress(3, 5, "VNeID"),
                        "captcha",
                        CAPTCHA,
                        "facts",
                        facts));
    }

    private static Exhibit vietnamPostConfirm(boolean vi) {
        var model = new HashMap<String, Object>(details(200, vi, false).model());
        model.keySet().retainAll(List.of("form", "captcha"));
        var facts = new LinkedHashMap<String, String>();
        facts.put("account.nationalId", "*********001");
        facts.put("account.fullName", LONG_NAME);
        facts.put("vietnam-post.address", "7 Trần Hưng Đạo, Quảng Ngãi");
        model.put("progress", new Progress(3, 5, "PostID"));
        model.put("facts", facts);
        model.put("isFemale", true);
        model.put("office", "Bưu cục Quảng Ngãi");
        model.put("checkedAt", NOW);
        model.put("phoneThere", "0912000001");
        return new Exhibit(200, "registration/vietnampost/confirm.jte", model);
    }

    /** Signing with a USB token; what script shows of it is looked at in a browser. */
    private static void usb(boolean vi, Map<String, Exhibit> all) {
        var sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        var packages = List.of(
                new AgentPackage("mocua-agent-0.1.0-windows.msi", "0.1.0", "windows", "x86_64", 41_200_000, sha256),
                new AgentPackage("mocua-agent_0.1.0_amd64.deb", "0.1.0", "linux", "x86_64", 34_900_000, sha256));
        var asked = new TokenPage.Asked(
                "mocua1.reg.W7ePg7-71C7BLrQkfD-pRhnx_aAIkOVR0VSTuB03DGA",
                "eyJraW5kIjoiY2l0aXplbiJ9",
                "1138",
                NOW.plusSeconds(295),
                295,
                "e30=");
        all.put("token", token(vi, null, new TokenPage("register", asked, packages, "https://dichvucong.example.vn")));
        all.put("token-add", token(vi, null, new TokenPage("add", asked, List.of(), "https://dichvucong.example.vn")));
        all.put(
                "token-sign-in",
                token(vi, null, new TokenPage("sign-in", asked, packages, "https://dichvucong.example.vn")));
        all.put(
                "token-over",
                token(vi, null, new TokenPage("register", null, packages, "https://dichvucong.example.vn")));
        all.put(
                "token-wrong",
                token(
                        vi,
                        vi ? "Chữ ký này không dùng được." : "This signature can not be used.",
                        new TokenPage("register", null, packages, "https://dichvucong.example.vn")));
        var business = new LinkedHashMap<String, String>();
        business.put("usb-signing.business", "Công ty TNHH Một thành viên Vận tải và Thương mại Quảng Ngãi");
        business.put("account.taxCode", "*******006");
        all.put("usb-confirm", usbConfirm(vi, business, false));
        var agency = new LinkedHashMap<String, String>();
        agency.put("usb-signing.agency", "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi");
        agency.put("usb-signing.budget-code", "1077123");
        all.put("usb-confirm-agency", usbConfirm(vi, agency, true));
    }

    private static Exhibit token(boolean vi, @Nullable String problem, TokenPage token) {
        var at = Map.of("register", "/register/", "add", "/account/raise/", "sign-in", "/sign-in/");
        var answer = new Field(
                "answer",
                vi ? "Tệp đã ký" : "Signed file",
                vi ? "Tệp .json hoặc .p7m" : "A .json or .p7m file",
                "",
                null,
                true);
        return new Exhibit(
                problem == null ? 200 : 422,
                "signing/token.jte",
                Map.of(
                        "form",
                        form(at.get(token.purpose()) + "usb-signing/token", problem, answer),
                        "progress",
                        new Progress(1, 3, "USB"),
                        "token",
                        token));
    }

    private static Exhibit usbConfirm(boolean vi, Map<String, String> facts, boolean agency) {
        var model = new HashMap<String, Object>(details(200, vi, false).model());
        var form = (Form) Objects.requireNonNull(model.get("form"));
        var fields = new LinkedHashMap<>(form.fields());
        fields.put(
                "agencyCode",
                new Field("agencyCode", vi ? "Mã định danh cơ quan" : "Agency code", "H48.12", "", null, true));
        model.put("form", new Form("/register/usb-signing/confirm", form.hidden(), fields, null));
        model.put("progress", new Progress(2, 3, "USB"));
        model.put("agency", agency);
        model.put("facts", facts);
        var days = new LinkedHashMap<String, Instant>();
        days.put("usb-signing.valid-from", NOW.minus(Duration.ofDays(200)));
        days.put("usb-signing.valid-to", NOW.plus(Duration.ofDays(900)));
        model.put("days", days);
        model.put("authority", "VNPT Certification Authority");
        return new Exhibit(200, "registration/usbsigning/confirm.jte", model);
    }

    /** Signing by SIM: the number, the page that waits, and what the certificate says. */
    private static void sim(boolean vi, Map<String, Exhibit> all) {
        all.put("sim-number", simNumber(vi, "register", null));
        all.put("sim-number-add", simNumber(vi, "add", null));
        all.put("sim-number-sign-in", simNumber(vi, "sign-in", null));
        all.put("sim-number-wrong", simNumber(vi, "register", vi ? "Hãy chọn nhà mạng." : "Choose the operator."));
        all.put("sim-approval-soon", simApproval(null));
        all.put("sim-approval", simApproval("5168"));
        var person = new LinkedHashMap<String, String>();
        person.put("account.fullName", LONG_NAME);
        person.put("account.nationalId", "*********001");
        all.put("sim-confirm", simConfirm(person, false));
        var business = new LinkedHashMap<String, String>();
        business.put("sim-signing.business", "Công ty TNHH Một thành viên Vận tải và Thương mại Quảng Ngãi");
        business.put("account.taxCode", "*******006");
        all.put("sim-confirm-business", simConfirm(business, true));
    }

    private static Exhibit simNumber(boolean vi, String purpose, @Nullable String problem) {
        var at = Map.of("register", "/register/", "add", "/account/raise/", "sign-in", "/sign-in/");
        var details =
                Objects.requireNonNull((Form) details(200, vi, false).model().get("form"));
        var fields = new ArrayList<>(List.of(
                details.field("phone"),
                new Field("provider", vi ? "Nhà mạng cấp SIM ký số" : "Operator", null, "", problem, false),
                details.field("captcha")));
        if (!purpose.equals("sign-in")) {
            fields.add(details.field("consent"));
        }
        var form = form(at.get(purpose) + "sim-signing/number", null, fields.toArray(Field[]::new));
        return new Exhibit(
                problem == null ? 200 : 422,
                "signing/sim/number.jte",
                Map.of(
                        "form",
                        form,
                        "progress",
                        new Progress(1, 3, "SIM"),
                        "captcha",
                        CAPTCHA,
                        "providers",
                        List.of("mobi", "viettel", "vina"),
                        "consent",
                        !purpose.equals("sign-in"),
                        "purpose",
                        purpose));
    }

    private static Exhibit simApproval(@Nullable String code) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("form", form("/register/sim-signing/approval", null));
        model.put("progress", new Progress(2, 3, "SIM"));
        model.put("now", NOW);
        model.put("sentTo", "091****001");
        model.put("code", code);
        model.put("expiresAt", NOW.plusSeconds(110));
        return new Exhibit(200, "signing/sim/approval.jte", withNulls(model));
    }

    private static Exhibit simConfirm(Map<String, String> facts, boolean business) {
        var days = new LinkedHashMap<String, Instant>();
        days.put("sim-signing.valid-from", NOW.minus(Duration.ofDays(200)));
        days.put("sim-signing.valid-to", NOW.plus(Duration.ofDays(900)));
        return new Exhibit(
                200,
                "registration/simsigning/confirm.jte",
                Map.of(
                        "form",
                        form(
                                "/register/sim-signing/confirm",
                                null,
                                new Field("email", "Email", "an@example.vn", "", null, business)),
                        "progress",
                        new Progress(3, 3, "SIM"),
                        "facts",
                        facts,
                        "days",
                        days,
                        "authority",
                        "VNPT Certification Authority",
                        "phone",
                        "091****001"));
    }

    /** Reserving a visit, from the first page to the last. */
    private static void counter(boolean vi, Map<String, Exhibit> all) {
        var counter = new Counter(
                "Bưu cục Điểm Bưu điện Văn hoá xã Nghĩa Hành Đông",
                "Số 3, đường Hoa Sen, xã Nghĩa Hành Đông, tỉnh Quảng Ngãi",
                "0255 000 0104",
                "Thứ Hai đến thứ Bảy, 7:00–11:30 và 13:00–18:00",
                "Monday to Saturday, 7:00–11:30 and 13:00–18:00",
                "x",
                Kind.POST_OFFICE,
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
                EnumSet.allOf(Half.class));
        var start = new HashMap<String, @Nullable Object>();
        start.put("form", form("/counters/reserve", null));
        start.put("unfinished", "/counters/reserve/details");
        all.put("counter-reserve", new Exhibit(200, "counter/reserve.jte", withNulls(start)));
        var missing = vi ? "Hãy chọn một nơi." : "Choose a place.";
        all.put(
                "counter-place",
                new Exhibit(
                        422,
                        "counter/place.jte",
                        Map.of(
                                "form",
                                form(
                                        "/counters/reserve/place",
                                        null,
                                        new Field("counter", "", null, "", missing, true)),
                                "progress",
                                new Progress(1, 3, "x y"),
                                "counters",
                                List.of(counter))));
        var day = LocalDate.of(2026, 11, 27);
        var details = new HashMap<String, Object>(details(422, vi, true).model());
        details.keySet().retainAll(List.of("captcha"));
        details.put("progress", new Progress(2, 3, "x y"));
        details.put(
                "form",
                form(
                        "/counters/reserve/details",
                        null,
                        new Field("slot", vi ? "Ngày và buổi" : "Day", null, "", missing, true),
                        new Field("nationalId", "x", "x", "0510", missing, true),
                        new Field("fullName", vi ? "Họ tên" : "Full name", null, LONG_NAME, null, true),
                        new Field("phone", vi ? "Số điện thoại" : "Phone", "x", "", null, true),
                        new Field("captcha", vi ? "Mã xác thực" : "Code", null, "", null, true),
                        new Field("consent", "x", null, "", missing, true)));
        details.put("counter", counter);
        details.put("days", Map.of(day, List.of(new Slot(day, Half.MORNING), new Slot(day, Half.AFTERNOON))));
        details.put("back", "/counters/reserve/place");
        all.put("counter-details", new Exhibit(422, "counter/details.jte", details));
        var made = ReservationForTests.made(NOW, counter.name(), counter.address());
        all.put(
                "counter-reserved",
                new Exhibit(200, "counter/reserved.jte", Map.of("reservation", made, "counter", counter)));
        all.put(
                "counter-reservation",
                new Exhibit(
                        200,
                        "counter/reservation.jte",
                        Map.of("form", form("/counters/reservations/cancel", null), "reservation", made)));
        var asked = new Field[] {
            new Field("reservationCode", vi ? "Mã đặt lịch" : "Reservation code", "x", "K7MT-4XRC", null, true),
            new Field("proof", vi ? "Bốn số cuối" : "Last four digits", "x", "1234", null, true)
        };
        all.put(
                "counter-reservations",
                new Exhibit(
                        200,
                        "counter/reservations.jte",
                        Map.of("form", form("/counters/reservations", null, asked), "cancelled", true)));
        all.put(
                "counter-reservations-none",
                new Exhibit(
                        422,
                        "counter/reservations.jte",
                        Map.of("form", form("/counters/reservations", missing, asked), "cancelled", false)));
    }

    private static Exhibit chooser(int status, Form form, String kind, String method, @Nullable String unfinished) {
        return chooser(
                status,
                form,
                kind,
                method,
                unfinished,
                List.of(
                        new MethodGroup(
                                "IAL2",
                                List.of(new MethodCard(
                                        "mobile-subscriber",
                                        "citizen",
                                        method.equals("mobile-subscriber"),
                                        null,
                                        null))),
                        new MethodGroup(
                                "IAL3",
                                List.of(new MethodCard("in-person", "citizen business agency", false, null, null)))));
    }

    private static Exhibit advice(String kind, boolean asked, @Nullable MethodCard best, List<MethodGroup> groups) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        model.put(
                "kinds",
                List.of("citizen", "business", "agency").stream()
                        .map(one -> new KindChoice(one, one.equals(kind)))
                        .toList());
        model.put(
                "means",
                groups.stream().flatMap(group -> group.methods().stream()).toList());
        model.put("all", false);
        model.put("asked", asked);
        model.put("best", best);
        model.put("level", best == null ? null : "IAL3");
        model.put("address", best == null ? null : "/counters");
        return new Exhibit(200, "registration/advice.jte", withNulls(model));
    }

    /** One method is away for a while, one has something to be known before; none is open to agencies. */
    private static List<MethodGroup> closed(boolean vi) {
        return List.of(
                new MethodGroup(
                        "IAL2",
                        List.of(new MethodCard(
                                "mobile-subscriber",
                                "citizen agency",
                                false,
                                null,
                                vi
                                        ? "Nhà mạng đang bảo trì hệ thống. Dự kiến mở lại lúc 22:00, 30/11/2026."
                                        : "The operator's system is under maintenance. Expected to open again at 22:00,"
                                                + " 30/11/2026."))),
                new MethodGroup(
                        "IAL3",
                        List.of(new MethodCard(
                                "in-person",
                                "citizen business",
                                false,
                                vi
                                        ? "Từ 24/12 đến 02/01 các quầy chỉ làm việc buổi sáng."
                                        : "From 24/12 to 02/01 the counters are open in the morning only.",
                                null))));
    }

    private static Exhibit chooser(
            int status, Form form, String kind, String method, @Nullable String unfinished, List<MethodGroup> groups) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        model.put("form", form);
        model.put(
                "kinds",
                List.of("citizen", "business", "agency").stream()
                        .map(one -> new KindChoice(one, one.equals(kind)))
                        .toList());
        model.put("groups", groups);
        model.put("unfinished", unfinished);
        return new Exhibit(status, "registration/chooser.jte", withNulls(model));
    }

    private static Exhibit details(int status, boolean vi, boolean wrong) {
        var form = form(
                "/register/mobile-subscriber/details",
                null,
                new Field(
                        "nationalId",
                        vi ? "Tên đăng nhập (Số CMT/CCCD)" : "Login name (ID number)",
                        vi
                                ? "12 chữ số trên thẻ căn cước, ví dụ 051 090 000 001"
                                : "The 12 digits on your ID card, such as 051 090 000 001",
                        wrong ? "05109000000" : "",
                        wrong
                                ? vi
                                        ? "Số căn cước có 12 chữ số. Bạn đã nhập 11."
                                        : "An ID number has 12 digits. You entered 11."
                                : null,
                        true),
                new Field(
                        "oldNationalId",
                        vi ? "Số CMND cũ" : "Old ID card number",
                        vi ? "9 chữ số, ví dụ 212 345 678" : "9 digits, such as 212 345 678",
                        "",
                        null,
                        false),
                new Field(
                        "fullName",
                        vi ? "Họ tên" : "Full name",
                        vi ? "Như trên thẻ, ví dụ Nguyễn Thị Ánh" : "As on the card, such as Nguyễn Thị Ánh",
                        wrong ? LONG_NAME : "",
                        null,
                        true),
                new Field(
                        "birthDate",
                        vi ? "Ngày sinh" : "Birth date",
                        vi ? "dd/mm/yyyy, ví dụ 05/09/1990" : "dd/mm/yyyy, such as 05/09/1990",
                        wrong ? "31/02/1990" : "",
                        wrong ? vi ? "Tháng 2 năm 1990 có 28 ngày." : "February 1990 had 28 days." : null,
                        true),
                new Field(
                        "phone",
                        vi ? "Số điện thoại" : "Phone number",
                        vi ? "Số đứng tên bạn, ví dụ 0912 000 001" : "In your own name, such as 0912 000 001",
                        wrong ? "0912 000 001" : "",
                        null,
                        true),
                new Field(
                        "email",
                        "Email",
                        vi ? "Không bắt buộc, ví dụ an@example.vn" : "Optional, such as an@example.vn",
                        "",
                        null,
                        false),
                new Field(
                        "captcha",
                        vi ? "Nhập mã xác thực" : "Enter the code",
                        vi ? "Sáu chữ số trong hình" : "The six digits in the picture",
                        "",
                        wrong ? vi ? "Mã chưa đúng. Bạn nhập mã trong hình mới." : "Wrong. Enter the new code." : null,
                        true),
                new Field(
                        "consent",
                        vi ? "Đồng ý" : "Consent",
                        null,
                        "",
                        wrong ? vi ? "Bạn cần đồng ý để đăng ký." : "You need to agree to register." : null,
                        true));
        return new Exhibit(
                status,
                "registration/mobilesubscriber/details.jte",
                Map.of(
                        "form",
                        form,
                        "progress",
                        progress(1, vi ? "Thông tin của bạn" : "Your details"),
                        "captcha",
                        CAPTCHA));
    }

    private static Exhibit code(
            boolean vi, @Nullable String error, int resends, boolean moreWays, boolean remember, int wait, int left) {
        var otp = new Field("otp", vi ? "Nhập mã OTP" : "One-time code", null, "", error, true);
        var model = new LinkedHashMap<String, Object>();
        model.put(
                "form",
                remember
                        ? form(
                                "/sign-in/otp",
                                null,
                                otp,
                                new Field(
                                        "remember",
                                        vi
                                                ? "Nhớ thiết bị này, lần sau không hỏi mã OTP"
                                                : "Remember this device and do not ask for a code next time",
                                        vi ? "Chỉ chọn trên máy riêng của bạn." : "Only on a device of your own.",
                                        "",
                                        null,
                                        false))
                        : form("/register/mobile-subscriber/otp", null, otp));
        if (!remember) {
            model.put("progress", progress(2, vi ? "Xác thực mã OTP" : "One-time code"));
            model.put("back", "/register/mobile-subscriber/details");
        }
        model.put("sentTo", "082****088");
        model.put("now", NOW);
        model.put("nextSendAt", NOW.plusSeconds(wait));
        model.put("expiresAt", NOW.plusSeconds(left));
        model.put("resends", resends);
        model.put("moreWays", moreWays);
        model.put("remember", remember);
        return new Exhibit(error == null ? 200 : 422, "otp/code.jte", model);
    }

    /** Another browser asked for a code a moment ago. */
    private static Exhibit noneSent(Exhibit code) {
        var model = new LinkedHashMap<String, Object>(code.model());
        model.put("sent", false);
        return new Exhibit(429, code.template(), model);
    }

    private static Exhibit password(boolean vi, boolean wrong) {
        var form = form(
                "/register/mobile-subscriber/password",
                null,
                new Field(
                        "password",
                        vi ? "Nhập mật khẩu" : "Password",
                        null,
                        "",
                        wrong
                                ? vi
                                        ? "Mật khẩu này quá phổ biến nên dễ bị đoán. Bạn chọn mật khẩu khác."
                                        : "This password is too common. Please choose another."
                                : null,
                        true),
                new Field(
                        "passwordConfirmation",
                        vi ? "Xác nhận mật khẩu" : "Confirm password",
                        vi ? "Nhập lại giống như trên" : "The same again",
                        "",
                        null,
                        true));
        return new Exhibit(
                wrong ? 422 : 200,
                "registration/password.jte",
                Map.of("form", form, "progress", progress(3, vi ? "Mật khẩu" : "Password")));
    }

    private static Exhibit heldElsewhere(String kind, boolean held) {
        var province = new HeldAt(
                "province",
                "Cổng dịch vụ công tỉnh Thử Nghiệm",
                "Thử Nghiệm province’s portal",
                URI.create("https://province.example/sign-in"));
        var city = new HeldAt("city", "Cổng dịch vụ công thành phố", "The city’s portal", null);
        return new Exhibit(
                200,
                "registration/elsewhere.jte",
                Map.of(
                        "form",
                        form("/register/usb-signing/elsewhere", null),
                        "progress",
                        new Progress(2, 3, "x y"),
                        "systems",
                        held ? List.of(province, city) : List.of(),
                        "kind",
                        kind));
    }

    private static Exhibit done(boolean vi, boolean email) {
        return new Exhibit(
                200,
                "registration/done.jte",
                Map.of(
                        "maskedId",
                        "*********001",
                        "level",
                        "IAL2",
                        "evidence",
                        vi
                                ? "Nhà mạng xác nhận số 082****088 đứng tên bạn, và bạn đã nhập đúng mã gửi đến số đó,"
                                        + " lúc 09:15, 23/11/2026."
                                : "The operator confirmed that 082****088 is in your name, and you entered the code"
                                        + " sent there, at 09:15, 23/11/2026.",
                        "emailToConfirm",
                        email,
                        "openedAt",
                        NOW,
                        "signInUrl",
                        "/sign-in"));
    }

    /** An agency's, which has neither password nor phone. */
    private static Exhibit donePending() {
        var model = new HashMap<String, Object>();
        model.put("maskedId", "H48.12");
        model.put("person", false);
        model.put("level", "IAL3");
        model.put("evidence", "USB");
        model.put("emailToConfirm", true);
        model.put("openedAt", NOW);
        model.put("signInUrl", "/sign-in");
        model.put("pending", true);
        model.put("password", false);
        model.put("told", false);
        return new Exhibit(200, "registration/done.jte", model);
    }

    private static Exhibit signIn(int status, boolean vi, @Nullable String problem, boolean captcha) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        model.put(
                "form",
                form(
                        "/sign-in",
                        problem,
                        new Field(
                                "username",
                                vi ? "Tên đăng nhập" : "Login name",
                                vi ? "Số CMT/CCCD, hoặc mã số thuế" : "Your ID number, or a tax code",
                                problem == null ? "" : "051090000001",
                                null,
                                true),
                        new Field("password", vi ? "Mật khẩu" : "Password", null, "", null, true),
                        new Field(
                                "captcha",
                                vi ? "Nhập mã xác thực" : "Enter the code",
                                vi ? "Sáu chữ số trong hình" : "The six digits in the picture",
                                "",
                                null,
                                true)));
        model.put("captcha", captcha ? CAPTCHA : null);
        model.put("keys", captcha ? List.of() : List.of("usb-signing", "sim-signing"));
        return new Exhibit(status, "login/sign-in.jte", withNulls(model));
    }

    private static Exhibit account(boolean vi, AccountView.EmailState email, boolean busy) {
        var signedIn = new AccountView.Activity(
                NOW.minus(Duration.ofHours(3)),
                vi ? "Đăng nhập bằng mật khẩu và mã OTP" : "Signed in with password and code",
                vi ? "Chrome trên Windows · mạng 203.0.113.*" : "Chrome on Windows · network 203.0.113.*");
        var opened = new AccountView.Activity(
                NOW.minus(Duration.ofDays(2)),
                vi ? "Mở tài khoản bằng thuê bao di động" : "Account opened by mobile subscriber",
                vi ? "Chrome trên Android · mạng 198.51.100.*" : "Chrome on Android · network 198.51.100.*");
        var view = new AccountView(
                busy ? LONG_NAME : "H’Hen",
                email == AccountView.EmailState.CONFIRMED ? "IAL1" : "IAL2",
                List.of(
                        new AccountView.Datum(
                                vi ? "Số CCCD" : "ID number",
                                "*********001",
                                vi ? "Nhà mạng đã xác nhận" : "Confirmed by the operator"),
                        new AccountView.Datum(
                                vi ? "Họ tên" : "Full name",
                                busy ? LONG_NAME : "H’Hen",
                                vi ? "Nhà mạng đã xác nhận" : "Confirmed by the operator"),
                        new AccountView.Datum(
                                vi ? "Số điện thoại" : "Phone",
                                "082****088",
                                vi ? "Bạn đã nhập đúng mã OTP" : "You entered the code sent there")),
                email == AccountView.EmailState.CONFIRMED
                        ? List.of()
                        : List.of(new AccountView.Proof(
                                vi
                                        ? "Nhà mạng xác nhận số điện thoại đứng tên bạn, và bạn đã nhập mã OTP gửi đến"
                                                + " số đó."
                                        : "The operator confirmed that the phone number is in your name, and you"
                                                + " entered the code sent there.",
                                NOW)),
                email,
                email == AccountView.EmailState.NONE ? null : "c***@example.vn",
                email == AccountView.EmailState.UNCONFIRMED
                        ? form(
                                "/account/email/confirm",
                                null,
                                new Field("otp", vi ? "Mã trong email" : "The code in the email", null, "", null, true))
                        : null,
                busy
                        ? List.of(
                                new AccountView.Certificate(
                                        "",
                                        "VNPT-CA, 31/12/2028",
                                        true,
                                        vi ? "Còn hiệu lực." : "Valid.",
                                        "/account/certificates/0193"),
                                new AccountView.Certificate(
                                        vi ? "USB ở cơ quan" : "Token at the office",
                                        "VNPT-CA, 31/12/2028",
                                        false,
                                        vi
                                                ? "Đã bị thu hồi từ ngày 23/11/2026. Không đăng nhập bằng chứng thư"
                                                        + " này được nữa."
                                                : "Revoked since 23/11/2026. It no longer signs in.",
                                        "/account/certificates/0194"))
                        : List.of(),
                busy ? List.of(signedIn, opened) : List.of(),
                busy
                        ? List.of(
                                new AccountView.Note("check", true, "Đã đổi", null, null),
                                new AccountView.Note("clock", false, "Đang chờ", "/account/phone", "Xem"))
                        : List.of(),
                !busy);
        return new Exhibit(
                200,
                "selfservice/account.jte",
                Map.of(
                        "view",
                        view,
                        "further",
                        List.of(
                                new AccountPage("password", "/account/password", 20),
                                new AccountPage("sessions", "/account/sessions", 40))));
    }

    private static void selfService(boolean vi, Map<String, Exhibit> all) {
        var captcha = new Field("captcha", vi ? "Nhập mã xác thực" : "The digits", null, "", null, true);
        var otp = new Field("otp", vi ? "Nhập mã OTP" : "The code", null, "", null, true);
        var phone = new Field("phone", vi ? "Số điện thoại" : "Phone number", null, "", null, true);
        var email = new Field("email", "Email", null, "", null, true);
        var password = new Field("password", vi ? "Mật khẩu" : "Password", null, "", null, true);
        var again = new Field("passwordConfirmation", vi ? "Nhập lại" : "Again", null, "", null, true);
        var box = new Field("understood", vi ? "Tôi hiểu" : "I understand", null, "", null, true);
        var progress = progress(1, vi ? "Số mới" : "New number");
        all.put(
                "sessions",
                new Exhibit(
                        200,
                        "selfservice/sessions.jte",
                        Map.of(
                                "lines",
                                List.of(
                                        new SessionLine("a", "Chrome, Android", "OTP", NOW, NOW, true),
                                        new SessionLine("b", "", "", NOW, NOW, false)),
                                "remembered",
                                2,
                                "ended",
                                true)));
        all.put(
                "activity",
                new Exhibit(
                        200,
                        "selfservice/activity.jte",
                        Map.of(
                                "days",
                                Map.of("23/11/2026", List.of(new AccountView.Activity(NOW, "Đăng nhập", "OTP"))),
                                "isFirst",
                                false,
                                "older",
                                "/account/activity?before=0193")));
        all.put(
                "consents",
                new Exhibit(
                        200,
                        "selfservice/consents.jte",
                        Map.of(
                                "lines",
                                List.of(new ConsentLine("terms", "2026-11-01", "ab12", NOW, "/terms/2026-11-01")))));
        all.put("download", new Exhibit(200, "selfservice/download.jte", Map.of()));
        for (var waiting : List.of(false, true)) {
            var close = new HashMap<String, Object>(
                    Map.of("form", form("/account/close", null, box), "days", 14L, "kept", 730L));
            var change = phone("082****088", waiting ? "" : "only-address", true);
            if (waiting) {
                close.put("closingAt", NOW);
                change.put("waitingFor", "091****099");
                change.put("dueAt", NOW);
            }
            all.put("close" + (waiting ? "-waiting" : ""), new Exhibit(200, "selfservice/close.jte", close));
            all.put("phone-change" + (waiting ? "-waiting" : ""), new Exhibit(200, "selfservice/phone.jte", change));
        }
        all.put(
                "forgot-password",
                new Exhibit(
                        422,
                        "recovery/forgot.jte",
                        Map.of(
                                "form",
                                form(
                                        "/forgot-password",
                                        null,
                                        new Field(
                                                "username",
                                                vi ? "Tên đăng nhập" : "User name",
                                                null,
                                                "12",
                                                vi ? "Hãy sửa lại." : "Mend this.",
                                                true),
                                        new Field("way", vi ? "Cách lấy lại" : "Way", null, "phone", null, true),
                                        captcha),
                                "ways",
                                List.of("phone", "passkey"),
                                "captcha",
                                CAPTCHA,
                                "delay",
                                Duration.ofHours(72))));
        all.put("phone-none", new Exhibit(200, "selfservice/phone.jte", phone("", "", false)));
        all.put(
                "email-change",
                new Exhibit(
                        200,
                        "selfservice/email.jte",
                        Map.of("email", "c***@example.vn", "confirmed", true, "isOnly", false)));
        all.put(
                "phone-number",
                new Exhibit(
                        200,
                        "selfservice/number.jte",
                        Map.of(
                                "form",
                                form("/account/new-phone/new-number", null, phone, captcha),
                                "progress",
                                progress,
                                "captcha",
                                CAPTCHA)));
        all.put(
                "email-address",
                new Exhibit(
                        200,
                        "selfservice/address.jte",
                        Map.of(
                                "form",
                                form("/account/new-email/address", null, email, captcha),
                                "progress",
                                progress,
                                "captcha",
                                CAPTCHA)));
        all.put(
                "phone-code-former",
                new Exhibit(
                        200,
                        "selfservice/phoneCode.jte",
                        Map.of(
                                "form",
                                form("/account/new-phone/former", null, otp),
                                "sentTo",
                                "082****088",
                                "former",
                                true,
                                "lostWait",
                                Duration.ofHours(72),
                                "now",
                                NOW,
                                "nextSendAt",
                                NOW.plusSeconds(20),
                                "expiresAt",
                                NOW.plusSeconds(200))));
        all.put(
                "email-code",
                new Exhibit(
                        200,
                        "selfservice/addressCode.jte",
                        Map.of("form", form("/account/new-email/otp", null, otp), "sentTo", "c***@example.vn")));
        all.put(
                "password-change",
                new Exhibit(
                        200,
                        "registration/changePassword.jte",
                        Map.of("form", form("/account/password", null, password, again), "username", "001")));
    }

    private static Exhibit raise(@Nullable String problem) {
        var ways = List.of(
                new RaiseWay("mobile-subscriber", "IAL2", true, null), new RaiseWay("in-person", "IAL3", false, null));
        var form = form("/account/raise", null, new Field("method", "Cách xác minh", null, "", problem, null, true));
        return new Exhibit(
                problem == null ? 200 : 422,
                "registration/raise.jte",
                Map.of("form", form, "level", "IAL2", "ways", ways));
    }

    private static Progress progress(int step, String name) {
        return new Progress(step, 4, name);
    }

    private static Form form(String action, @Nullable String problem, Field... fields) {
        return new Form(
                action,
                Map.of("draft", "0193", "version", "2"),
                Arrays.stream(fields)
                        .collect(Collectors.toMap(Field::name, field -> field, (a, b) -> a, LinkedHashMap::new)),
                problem);
    }
}
