package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.ClientAddress;
import vn.mocua.portal.page.Pages;

/** Tells who is asking. */
@Component
public class Visits {

    /** The id of a visit that belongs to no journey. */
    public static final UUID NO_DRAFT = new UUID(0, 0);

    private final Pages pages;
    private final ClientAddress addresses;
    private final Clock clock;

    Visits(Pages pages, ClientAddress addresses, Clock clock) {
        this.pages = pages;
        this.addresses = addresses;
        this.clock = clock;
    }

    public Visit of(HttpServletRequest request) {
        return of(request, "", NO_DRAFT, clock.instant());
    }

    Visit of(HttpServletRequest request, String path, UUID draft, Instant begunAt) {
        var address = addresses.of(request);
        return new Visit(
                draft,
                path,
                clock.instant(),
                pages.languageOf(request),
                addresses.blockOf(address),
                address.getHostAddress(),
                request.getRemoteUser(),
                begunAt);
    }
}
