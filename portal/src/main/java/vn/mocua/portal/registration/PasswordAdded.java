package vn.mocua.portal.registration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.Purpose;

/** Who opened an account by a key gives it a password, and a phone for the second factor, if they like. */
@Component
class PasswordAdded implements JourneySource {

    private static final Refusal NOT_THIS_ACCOUNT = new Refusal("not-this-account");

    private final Journey<Registration> journey;
    private final AccountPasswords passwords;
    private final RegistrationNotices notices;

    PasswordAdded(AccountPasswords passwords, RegistrationNotices notices, PhoneOtp phoneOtp, ChoosePassword password) {
        this.passwords = passwords;
        this.notices = notices;
        this.journey = new Journey<>(
                "/account/password",
                "/account",
                Registration.class,
                Journey.Lifetime.USUAL,
                List.of(new OwnPhone(), phoneOtp.step().sayingItIsTo(Purpose.CHANGE_PHONE), password),
                known -> known.subject().masked(),
                this::notTheirs,
                this::add,
                (known, ending, visit, request, response) -> {});
    }

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }

    Journey<Registration> journey() {
        return journey;
    }

    /** What is known of the owner stands in their evidence; the phone that they have need not be answered again. */
    static Registration of(Account account) {
        var known = Registration.raising(account.subject().kind(), account.id())
                .provenBy(account.evidence().getFirst());
        return account.phone() == null
                ? known.reachedAt(null, account.email())
                : known.reachedAt(account.phone(), account.email()).withPhoneConfirmed();
    }

    private Optional<Refusal> notTheirs(Registration known, Visit visit) {
        return Objects.requireNonNull(known.raises()).toString().equals(visit.signedIn())
                ? Optional.empty()
                : Optional.of(NOT_THIS_ACCOUNT);
    }

    private Ending add(Registration known, Visit visit) {
        var account = Objects.requireNonNull(known.raises());
        var added = passwords.addPassword(
                account,
                Objects.requireNonNull(known.phone()),
                Objects.requireNonNull(known.passwordHash()),
                visit.address());
        if (!added) {
            return new Ending.Refused(NOT_THIS_ACCOUNT);
        }
        notices.passwordAdded(account, visit);
        return new Ending.Finished("/account", "");
    }
}
