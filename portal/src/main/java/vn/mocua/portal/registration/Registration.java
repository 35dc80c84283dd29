package vn.mocua.portal.registration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.SubjectKind;

/**
 * What is known so far about someone who is opening an account, or who proves more about the one they have. Facts name
 * what they are about: a phone is confirmed when {@code confirmedPhone} is the phone, so that a phone typed anew is not.
 *
 * @param raises the account to which the proof is to be added; null when one is to be opened
 * @param notes words that steps leave for themselves: a transaction, a nonce
 * @param consents versions of the documents that were agreed to, by document
 * @param cap the level above which the method's offer granted nothing when the journey began; null when it had no cap
 */
public record Registration(
        SubjectKind kind,
        @Nullable UUID raises,
        List<Evidence> evidence,
        @Nullable PhoneNumber phone,
        @Nullable EmailAddress email,
        @Nullable PhoneNumber confirmedPhone,
        @Nullable String passwordHash,
        Map<String, String> consents,
        Map<String, String> notes,
        @Nullable Ial cap) {

    public Registration {
        evidence = List.copyOf(evidence);
        consents = Map.copyOf(consents);
        notes = Map.copyOf(notes);
    }

    public static Registration of(SubjectKind kind) {
        return new Registration(kind, null, List.of(), null, null, null, null, Map.of(), Map.of(), null);
    }

    /** Begins a proof that is to be added to an account. */
    public static Registration raising(SubjectKind kind, UUID account) {
        return new Registration(kind, account, List.of(), null, null, null, null, Map.of(), Map.of(), null);
    }

    /** What is proved from here on is worth no more than a level (decision 25). */
    Registration cappedAt(Ial level) {
        return new Registration(
                kind, raises, evidence, phone, email, confirmedPhone, passwordHash, consents, notes, level);
    }

    public Registration provenBy(Evidence found) {
        var worth = cap == null ? found : found.cappedAt(cap);
        return new Registration(
                kind, raises, List.of(worth), phone, email, confirmedPhone, passwordHash, consents, notes, cap);
    }

    /**
     * Where the person says they are reached; whatever was sent to, and answered on, a former number is worth nothing.
     * What was sent to the same number is remembered, so that it need not be sent again.
     */
    public Registration reachedAt(@Nullable PhoneNumber number, @Nullable EmailAddress address) {
        var remaining = new HashMap<>(notes);
        var sent = remaining.remove(OTP);
        if (number == null || !number.equals(phone)) {
            remaining.remove(FORMER_OTP);
        } else if (sent != null) {
            remaining.put(FORMER_OTP, sent);
        }
        return new Registration(
                kind, raises, evidence, number, address, confirmedPhone, passwordHash, consents, remaining, cap);
    }

    public Registration consenting(Map<String, String> versions) {
        return new Registration(
                kind, raises, evidence, phone, email, confirmedPhone, passwordHash, versions, notes, cap);
    }

    /** A word that a step leaves for itself; only that step reads it. */
    public Registration noting(String name, String value) {
        var more = new HashMap<>(notes);
        more.put(name, value);
        return new Registration(
                kind, raises, evidence, phone, email, confirmedPhone, passwordHash, consents, more, cap);
    }

    public Registration withPhoneConfirmed() {
        return new Registration(kind, raises, evidence, phone, email, phone, passwordHash, consents, notes, cap);
    }

    public Registration securedBy(String hash) {
        return new Registration(kind, raises, evidence, phone, email, confirmedPhone, hash, consents, notes, cap);
    }

    /** Nothing proved any more: what a details page leaves when it is answered anew. */
    public Registration unproven() {
        return new Registration(kind, raises, List.of(), phone, email, null, null, Map.of(), notes, cap);
    }

    /** The kind of applicant as forms, addresses and words name it. */
    public String kindWord() {
        return SubjectKinds.name(kind);
    }

    public boolean isProven() {
        return !evidence.isEmpty();
    }

    /** Whether a key of the person's proves who they are, beside which nothing else is needed. */
    public boolean isProvenByKey() {
        return evidence.stream().anyMatch(each -> each.strength() == Strength.KEY_PROVEN);
    }

    /**
     * The phone that was given was answered. Nobody need give one who has a key of their own; who adds to an account and
     * gave none is reached there as before.
     */
    public boolean isPhoneConfirmed() {
        return phone == null ? raises != null || isProvenByKey() : phone.equals(confirmedPhone);
    }

    /** Whose account this will be, as the authority states it; empty until the person proved to be that subject. */
    public Optional<Subject> proven() {
        return isProven() && (isProvenByKey() || isPhoneConfirmed()) ? Optional.of(subject()) : Optional.empty();
    }

    /** As the authority states it, proved or not. */
    public Subject subject() {
        return evidence.getFirst().subject();
    }

    /** The transaction under which codes were sent, and the key of the person whom their messages name. */
    static final String OTP = "otp";

    /** The same, from before the details were answered anew. */
    static final String FORMER_OTP = "former-otp";

    @Override
    public String toString() {
        return "Registration[" + kind + ", evidence " + evidence.size() + "]";
    }
}
