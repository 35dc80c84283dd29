package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.page.Language;

/** How every way to sign in ends, once all that it asks was shown. */
@Component
public class SignInEnd {

    /** Whoever began to sign in before the account's password was changed, or everybody was signed out. */
    public static final Refusal OVERTAKEN = new Refusal("sign-in-overtaken");

    private final Accounts accounts;
    private final RememberedDevices devices;
    private final DeviceCookie deviceCookie;
    private final Sessions sessions;
    private final SessionIds ids;
    private final IdleAccounts idle;
    private final SignInNotices notices;
    private final Audit audit;

    SignInEnd(
            Accounts accounts,
            RememberedDevices devices,
            DeviceCookie deviceCookie,
            Sessions sessions,
            SessionIds ids,
            IdleAccounts idle,
            SignInNotices notices,
            Audit audit) {
        this.accounts = accounts;
        this.devices = devices;
        this.deviceCookie = deviceCookie;
        this.sessions = sessions;
        this.ids = ids;
        this.idle = idle;
        this.notices = notices;
        this.audit = audit;
    }

    /** Why an account cannot be signed in to just now. Asked once all is shown: nobody else learns it. */
    public Optional<Refusal> barred(UUID account) {
        return switch (accounts.statusOf(account).orElse(Account.Status.CLOSED)) {
            case ACTIVE -> Optional.empty();
            case PENDING -> Optional.of(new Refusal("account-pending"));
            case FROZEN -> Optional.of(new Refusal("account-frozen"));
            case LOCKED -> Optional.of(new Refusal("account-locked"));
            case REFUSED, CLOSED -> Optional.of(new Refusal("account-closed"));
        };
    }

    /**
     * In the transaction that ends the journey.
     *
     * @param since the newest generation that could be known when the sign-in began: whatever was ended after that ends
     *     it too. Null where nothing is known of it
     */
    public Ending finish(UUID account, How how, @Nullable Integer since, Visit visit) {
        var admitted = idle.signsIn(account, visit.language().tag());
        if (admitted.isEmpty()) {
            // Should its owner get back into it in this very moment, this sign-in began before that.
            return new Ending.Refused(barred(account).orElse(OVERTAKEN));
        }
        if (since == null || admitted.get().generation() > since) {
            return new Ending.Refused(OVERTAKEN);
        }
        Granted.to(admitted.get());
        var act = new Act(
                "account.signed-in",
                "account:" + account,
                account,
                visit.address(),
                Map.of("by", how.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        var device = DeviceWords.ofThisRequest();
        audit.record(device.isEmpty() ? act : act.with("device", device));
        // A remembered device is signed in by one request. Of two, each begins a session of its own.
        return new Ending.Finished("/account", how == How.PASSWORD_ON_REMEMBERED_DEVICE ? "" : ids.choose());
    }

    /**
     * Begins the session. First the notice: no session begins on a new device of which the owner is not told.
     *
     * @param who the masked identifier
     * @param registeredHere whether this very browser has just opened the account, so that nobody need be told
     * @param remember whether the owner wants this device remembered
     */
    public void leave(
            UUID account,
            String who,
            How how,
            boolean registeredHere,
            boolean remember,
            Visit visit,
            HttpServletRequest request,
            HttpServletResponse response) {
        var admitted = Granted.in(request);
        // What spared the code was looked at in the generation that was granted; a device is forgotten only with that.
        if (how != How.PASSWORD_ON_REMEMBERED_DEVICE && !registeredHere && !isRemembered(account, request)) {
            notices.newDevice(account, Language.of(admitted.formerLanguage()), DeviceWords.of(request));
        }
        if (remember) {
            deviceCookie.write(devices.remember(account, admitted.generation()), response);
        }
        sessions.begin(account, who, how, admitted.generation(), request, response);
    }

    /** How a journey that ends here is left. */
    <S> Journey.Leave<S> leaving(Journey.Leave<S> first) {
        return new Journey.Leave<>() {
            @Override
            public void leave(
                    S known,
                    Ending.Finished ending,
                    Visit visit,
                    HttpServletRequest request,
                    HttpServletResponse response) {
                first.leave(known, ending, visit, request, response);
            }

            @Override
            public void again(String receipt, HttpServletRequest request, HttpServletResponse response) {
                sessions.again(receipt, request, response);
            }
        };
    }

    private boolean isRemembered(UUID account, HttpServletRequest request) {
        return deviceCookie
                .read(request)
                .filter(word -> devices.knows(account, word))
                .isPresent();
    }
}
