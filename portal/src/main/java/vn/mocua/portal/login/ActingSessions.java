package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;
import vn.mocua.portal.audit.Deputies;

/**
 * Sessions in which a person acts for an account that is not their own. The session goes on showing the other account,
 * but stays the person's: it is found, and ended, among theirs. Its id changes each time, so that a form of the one account
 * that still lies open in another tab is refused in the other.
 */
@Component
public class ActingSessions implements Deputies {

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    /** @param who the masked identifier of the account that is acted for */
    public void begin(
            SignedIn person,
            UUID account,
            String who,
            SignedIn.Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var acting = new SignedIn(account, who, person.since(), person.how(), person.device(), actor);
        become(acting, request, response);
    }

    /** Back to the person's own account; whoever acts for nobody is there already. */
    public void end(SignedIn acting, HttpServletRequest request, HttpServletResponse response) {
        var actor = acting.actor();
        if (actor != null) {
            become(
                    new SignedIn(actor.account(), actor.who(), acting.since(), acting.how(), acting.device()),
                    request,
                    response);
        }
    }

    @Override
    public Optional<UUID> actingFor(UUID account) {
        return SecurityContextHolder.getContext().getAuthentication()
                                instanceof UsernamePasswordAuthenticationToken token
                        && token.getPrincipal() instanceof SignedIn acting
                        && acting.account().equals(account)
                        && acting.actor() != null
                ? Optional.of(acting.person())
                : Optional.empty();
    }

    private void become(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        request.getSession()
                .setAttribute(
                        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                        signedIn.person().toString());
        var session = SecurityContextHolder.getContext().getAuthentication();
        var token = UsernamePasswordAuthenticationToken.authenticated(
                signedIn, null, List.of(new SimpleGrantedAuthority("ROLE_OWNER")));
        // It stays of the generation in which the person signed in.
        token.setDetails(Granted.of(session));
        var context = new SecurityContextImpl(token);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
