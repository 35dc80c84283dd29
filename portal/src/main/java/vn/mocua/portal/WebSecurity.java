package vn.mocua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.savedrequest.NullRequestCache;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.EndedSession;
import vn.mocua.portal.login.Granted;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.member.Acting;
import vn.mocua.portal.vault.Vault;

/** Who may see what, and that every form comes from a page of ours. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    /** Twelve hours, after which everybody signs in again (assurance B29). */
    private final Duration sessionInAll;

    WebSecurity(@Value("${mocua.session.in-all:12h}") Duration sessionInAll) {
        this.sessionInAll = sessionInAll;
    }

    /** How long a request takes is measured whole; each filter by itself is of no use to operators, and costs a tenth. */
    @Bean
    static SecurityObservationSettings filtersAreNotTimed() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain whoMaySeeWhat(
            HttpSecurity http,
            Vault vault,
            Audit audit,
            Visits visits,
            AccountSessions sessions,
            EndedSession ended,
            Acting acting,
            Clock clock)
            throws Exception {
        return http.securityMatcher(request -> !isFile(request.getRequestURI()))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/account", "/account/**")
                        .access((who, what) ->
                                new AuthorizationDecision(stillSignedIn(who.get(), what.getRequest(), sessions, clock)
                                        .filter(owner -> acting.mayOpen(owner, what.getRequest()))
                                        .isPresent()))
                        .anyRequest()
                        .permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(new SignedCsrfCookie(vault))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                .addFilterBefore(new SameOrigin(), org.springframework.security.web.csrf.CsrfFilter.class)
                .headers(headers -> headers.disable())
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.logoutUrl("/sign-out")
                        .deleteCookies()
                        .addLogoutHandler((request, response, who) -> {
                            if (who != null && who.getPrincipal() instanceof SignedIn owner) {
                                // Whoever acted for somebody signs out of their own account.
                                audit.record(new Act(
                                        "account.signed-out",
                                        "account:" + owner.person(),
                                        owner.person(),
                                        visits.of(request).address(),
                                        Map.of()));
                            }
                        })
                        .logoutSuccessHandler((request, response, who) -> Redirect.to("/", response)))
                .exceptionHandling(trouble -> trouble.authenticationEntryPoint(
                                (request, response, why) -> ended.gone(request, response))
                        .accessDeniedHandler((request, response, why) -> {
                            if (why instanceof CsrfException) {
                                request.setAttribute(WebAttributes.ACCESS_DENIED_403, why);
                                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                                return;
                            }
                            var who = SecurityContextHolder.getContext().getAuthentication();
                            stillSignedIn(who, request, sessions, clock)
                                    .ifPresentOrElse(
                                            owner -> acting.refuse(owner, request, response),
                                            () -> ended.over(request, response));
                        }))
                .build();
    }

    /** Who is signed in, unless that was too long ago, or the session is one that was ended. */
    private Optional<SignedIn> stillSignedIn(
            @Nullable Authentication who, HttpServletRequest request, AccountSessions sessions, Clock clock) {
        return who != null
                        && who.getPrincipal() instanceof SignedIn owner
                        && clock.instant().isBefore(owner.since().plus(sessionInAll))
                        && request.getSession(false) instanceof HttpSession session
                        && sessions.isCurrent(owner.person(), Granted.of(who), session.getId())
                ? Optional.of(owner)
                : Optional.empty();
    }

    /** Files and pictures are the same for everybody: no session, no form. */
    private static boolean isFile(String path) {
        return path.startsWith("/assets/") || (path.startsWith("/captcha/") && path.indexOf('.') > 0);
    }
}
