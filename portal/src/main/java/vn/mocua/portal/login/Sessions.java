package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins the session of someone who has signed in; its id is always a new one. */
@Component
class Sessions {

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final Clock clock;

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** @param generation that of the account's sessions when this one was granted */
    void begin(
            UUID account,
            String who,
            SignedIn.How how,
            int generation,
            HttpServletRequest request,
            HttpServletResponse response) {
        var former = request.getSession(false);
        if (former != null) {
            former.invalidate();
        }
        var signedIn = new SignedIn(account, who, clock.instant(), how, DeviceWords.of(request));
        var authentication = UsernamePasswordAuthenticationToken.authenticated(
                signedIn, null, List.of(new SimpleGrantedAuthority("ROLE_OWNER")));
        authentication.setDetails(generation);
        var context = new SecurityContextImpl(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
