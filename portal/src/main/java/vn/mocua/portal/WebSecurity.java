package vn.mocua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.savedrequest.NullRequestCache;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
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
            HttpSecurity http, Vault vault, Audit audit, Visits visits, Acting acting, Clock clock) throws Exception {
        return http.securityMatcher(request -> !isFile(request.getRequestURI()))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/account", "/account/**")
                        .access((who, what) -> new AuthorizationDecision(who.get() != null
                                && who.get().getPrincipal() instanceof SignedIn owner
                                && isStillSignedIn(owner, clock)
                                && acting.mayOpen(owner, what.getRequest())))
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
                                (request, response, why) -> Redirect.to("/sign-in", response))
                        .accessDeniedHandler((request, response, why) -> denied(request, response, why, acting, clock)))
                .build();
    }

    /** Who signed in too long ago signs in again; a form that is not ours is refused. */
    private void denied(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException why,
            Acting acting,
            Clock clock)
            throws IOException {
        if (why instanceof CsrfException) {
            request.setAttribute(WebAttributes.ACCESS_DENIED_403, why);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        if (request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof SignedIn owner
                && isStillSignedIn(owner, clock)) {
            acting.refuse(owner, request, response);
            return;
        }
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        Redirect.to("/sign-in", response);
    }

    private boolean isStillSignedIn(SignedIn owner, Clock clock) {
        return clock.instant().isBefore(owner.since().plus(sessionInAll));
    }

    /** Files and pictures are the same for everybody: no session, no form. */
    private static boolean isFile(String path) {
        return path.startsWith("/assets/") || (path.startsWith("/captcha/") && path.indexOf('.') > 0);
    }
}
