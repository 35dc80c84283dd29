package vn.mocua.portal.signing.sim;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.signing.Asked;
import vn.mocua.portal.signing.CheckedCertificate;
import vn.mocua.portal.signing.Holder;
import vn.mocua.portal.signing.Purpose;

/**
 * What was asked of one SIM, as a row of the table says it.
 *
 * @param fault why it failed, or would if its time were over: a {@link MobileSigning.Code}'s word, or {@code flaw-} and
 *     the name of a flaw; null while nothing went wrong
 * @param expiresAt until when the person may answer
 * @param leftAt when whoever asked gave up; null while they wait
 */
record SimTransaction(
        UUID id,
        SimProvider provider,
        State state,
        @Nullable String fault,
        Kept kept,
        Instant askedAt,
        Instant expiresAt,
        @Nullable Instant leftAt) {

    /** Where it stands. */
    enum State {
        /** Nobody outside was asked yet. */
        ASKED,
        /** A node is asking for the certificate and starting the prompt. */
        STARTING,
        /** The phone shows the prompt. */
        WAITING,
        /** There is nothing to wait for, which nobody is told before the time is over. */
        SILENT,
        /** Signed; the certificate is being looked at. */
        CHECKING,
        PROVED,
        FAILED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What is sealed.
     *
     * @param text for the phone, with a gap for the code
     * @param code shown by the page; null until what is signed is known
     */
    record Kept(
            PhoneNumber phone,
            String text,
            UUID challenge,
            String bearer,
            Purpose purpose,
            @Nullable SubjectKind kind,
            @Nullable String code,
            @Nullable Under under,
            byte @Nullable [] signature,
            @Nullable Proven proven) {

        Kept coded(String shown) {
            return new Kept(phone, text, challenge, bearer, purpose, kind, shown, under, signature, proven);
        }

        Kept under(Under what, String shown) {
            return new Kept(phone, text, challenge, bearer, purpose, kind, shown, what, signature, proven);
        }

        Kept at(Under next) {
            return new Kept(phone, text, challenge, bearer, purpose, kind, code, next, signature, proven);
        }

        Kept signed(byte[] value) {
            return new Kept(phone, text, challenge, bearer, purpose, kind, code, under, value, proven);
        }

        Kept proven(Proven by) {
            return new Kept(phone, text, challenge, bearer, purpose, kind, code, under, signature, by);
        }

        Asked asked() {
            return new Asked(challenge, bearer, purpose, kind);
        }

        @Override
        public String toString() {
            return "Kept[***]";
        }
    }

    /**
     * What is being signed.
     *
     * @param chain the certificate that is to sign, and what the provider told of its issuers
     * @param transaction the provider's; empty before there is one
     */
    record Under(String credential, List<byte[]> chain, String transaction) {

        Under at(String next) {
            return new Under(credential, chain, next);
        }

        byte[] certificate() {
            return chain.getFirst();
        }

        @Override
        public String toString() {
            return "Under[***]";
        }
    }

    /** Who signed, as it was checked; the holder stands in the field of its kind. */
    record Proven(
            UUID proof,
            Holder.@Nullable Person person,
            Holder.@Nullable Organisation organisation,
            Holder.@Nullable StateBody stateBody,
            String authority,
            Instant validFrom,
            Instant validTo,
            String fingerprint,
            byte[] der) {

        static Proven of(CheckedCertificate certificate, UUID proof) {
            var holder = certificate.holder();
            return new Proven(
                    proof,
                    holder instanceof Holder.Person person ? person : null,
                    holder instanceof Holder.Organisation organisation ? organisation : null,
                    holder instanceof Holder.StateBody body ? body : null,
                    certificate.authority(),
                    certificate.validFrom(),
                    certificate.validTo(),
                    certificate.fingerprint(),
                    certificate.der());
        }

        CheckedCertificate certificate() {
            Holder holder = person;
            if (organisation != null) {
                holder = organisation;
            } else if (stateBody != null) {
                holder = stateBody;
            }
            if (holder == null) {
                throw new IllegalStateException("a proof without a holder");
            }
            return new CheckedCertificate(holder, authority, validFrom, validTo, fingerprint, der);
        }

        @Override
        public String toString() {
            return "Proven[" + proof + "]";
        }
    }

    SimTransaction with(Kept more) {
        return new SimTransaction(id, provider, state, fault, more, askedAt, expiresAt, leftAt);
    }

    /** The same, with a word for what went wrong last; null when nothing did. */
    SimTransaction saying(@Nullable String what) {
        return new SimTransaction(id, provider, state, what, kept, askedAt, expiresAt, leftAt);
    }

    /** The same, as it was written by us just now. */
    SimTransaction in(State now) {
        return new SimTransaction(id, provider, now, fault, kept, askedAt, expiresAt, leftAt);
    }

    @Override
    public String toString() {
        return "SimTransaction[" + id + " " + state + "]";
    }
}
