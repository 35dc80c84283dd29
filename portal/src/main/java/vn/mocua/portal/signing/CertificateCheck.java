package vn.mocua.portal.signing;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.signing.Authority.Use;
import vn.mocua.portal.signing.Verdict.Bad;
import vn.mocua.portal.signing.Verdict.Good;

/** Whether a certificate is good, now: to a pinned authority, for signing, neither over nor revoked, of one holder. */
@Component
public class CertificateCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);
    private static final int DIGITAL_SIGNATURE = 0;

    // clientAuth, emailProtection, any; Microsoft's document signing and smart-card sign-in; Adobe's and RFC 9336's
    // signing
    private static final Set<String> PURPOSES = Set.of(
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.4",
            "2.5.29.37.0",
            "1.3.6.1.4.1.311.10.3.12",
            "1.3.6.1.4.1.311.20.2.2",
            "1.2.840.113583.1.1.5",
            "1.3.6.1.5.5.7.3.36");

    private final TrustedAuthorities trusted;
    private final SigningSettings settings;
    private final Ocsp ocsp;
    private final RevocationLists lists;
    private final Clock clock;
    private final KnownPaths paths = new KnownPaths();

    CertificateCheck(
            TrustedAuthorities trusted, SigningSettings settings, Ocsp ocsp, RevocationLists lists, Clock clock) {
        this.trusted = trusted;
        this.settings = settings;
        this.ocsp = ocsp;
        this.lists = lists;
        this.clock = clock;
    }

    /**
     * Asks the authority's responder, unless it answered within the last two minutes; not inside a transaction. Nobody is
     * asked about a certificate that is no good anyway.
     *
     * @param kind whom it must name; null where any kind will do
     */
    public Verdict check(byte[] der, @Nullable SubjectKind kind) {
        return Certificates.read(der)
                .map(certificate -> check(certificate, kind))
                .orElseGet(() -> new Bad(Flaw.MALFORMED));
    }

    /** As {@link #check(byte[], SubjectKind)}, of one that {@link Certificates#read} has read. */
    Verdict check(X509Certificate certificate, @Nullable SubjectKind kind) {
        var der = Certificates.encoded(certificate);
        var now = clock.instant();
        var bundle = trusted.bundle();
        var path = new KnownPaths.Key(Digest.fingerprint(der), bundle.fingerprint());
        var known = paths.find(path, now).orElse(null);
        var issuer =
                known != null ? known.issuer() : bundle.issuerOf(certificate).orElse(null);
        if (issuer == null) {
            return new Bad(Flaw.UNKNOWN_AUTHORITY);
        }
        var flaw = flawOf(certificate, issuer, now, known != null);
        if (flaw != null) {
            return new Bad(flaw);
        }
        var holder = SubjectReader.read(certificate, issuer.use(), kind, settings.personalTaxCode())
                .orElse(null);
        if (holder == null) {
            // A state body that only its name tells is read where the government says so; there is no number to ask
            // for.
            var isAgencysElsewhere = kind == SubjectKind.AGENCY && issuer.use() != Use.GOVERNMENT;
            return new Bad(isAgencysElsewhere ? Flaw.NOT_GOVERNMENT : Flaw.UNCLEAR_HOLDER);
        }
        var misfit = misfit(holder, issuer.use(), kind);
        if (misfit != null) {
            return new Bad(misfit);
        }
        var verdict = status(certificate, issuer, holder, now, known);
        if (verdict instanceof Good(var checked, var grounds)) {
            paths.remember(path, certificate, issuer, grounds.ocsp(), now);
        }
        return verdict;
    }

    /** Whether there is a trust bundle at all. */
    public boolean isReady() {
        return !trusted.bundle().isEmpty();
    }

    /** @param isKnown whether its path was validated a moment ago */
    private static @Nullable Flaw flawOf(X509Certificate certificate, Authority issuer, Instant now, boolean isKnown) {
        if (!Strength.isStrong(certificate)) {
            return Flaw.WEAK_KEY;
        }
        if (!isForSigning(certificate)) {
            return Flaw.WRONG_PURPOSE;
        }
        var date = Date.from(now);
        if (date.before(certificate.getNotBefore())) {
            return Flaw.NOT_YET_VALID;
        }
        if (date.after(certificate.getNotAfter())) {
            return Flaw.EXPIRED;
        }
        // RFC 5280 section 6.1.1 lets an anchor be no more than a key; we hold it to its dates.
        if (date.after(issuer.root().certificate().getNotAfter())) {
            return Flaw.UNKNOWN_AUTHORITY;
        }
        try {
            if (!isKnown) {
                validate(certificate, issuer, date, null);
            }
            return null;
        } catch (CertPathValidatorException e) {
            return e.getReason() == PKIXReason.UNRECOGNIZED_CRIT_EXT && e.getIndex() == 0
                    ? Flaw.MALFORMED
                    : Flaw.UNKNOWN_AUTHORITY;
        } catch (GeneralSecurityException e) {
            return Flaw.MALFORMED;
        }
    }

    private static boolean isForSigning(X509Certificate certificate) {
        try {
            var purposes = certificate.getExtendedKeyUsage();
            return certificate.getBasicConstraints() < 0
                    && Certificates.mayBeUsedFor(certificate, DIGITAL_SIGNATURE)
                    && (purposes == null || purposes.stream().anyMatch(PURPOSES::contains));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static @Nullable Flaw misfit(Holder holder, Use use, @Nullable SubjectKind kind) {
        var fits = switch (holder) {
            case Holder.Person person -> kind == null || kind == SubjectKind.CITIZEN;
            case Holder.Organisation organisation -> kind == null || kind == SubjectKind.BUSINESS;
            case Holder.StateBody body -> kind == null || kind == SubjectKind.AGENCY;
        };
        if (!fits) {
            return Flaw.WRONG_KIND;
        }
        return holder instanceof Holder.StateBody && use != Use.GOVERNMENT ? Flaw.NOT_GOVERNMENT : null;
    }

    private Verdict status(
            X509Certificate certificate,
            Authority issuer,
            Holder holder,
            Instant now,
            KnownPaths.@Nullable Known known) {
        var seen = new ArrayList<byte[]>();
        for (var authority : issuer.intermediates()) {
            var above =
                    lists.statusOf(authority.certificate(), authority.above().getFirst());
            if (!above.isGood()) {
                return new Bad(above.flaw() == Flaw.STATUS_UNAVAILABLE ? above.flaw() : Flaw.UNKNOWN_AUTHORITY);
            }
            add(seen, above);
        }
        var own = ownStatus(certificate, issuer);
        var flaw = own.flaw();
        if (flaw != null) {
            return new Bad(flaw, own.since());
        }
        add(seen, own);
        var answer = own.ocsp();
        var isAgreed = known != null && known.answer().equals(KnownPaths.fingerprint(answer));
        if (answer != null && !isAgreed && !agrees(certificate, issuer, now, answer)) {
            return new Bad(Flaw.STATUS_UNAVAILABLE);
        }
        var der = Certificates.encoded(certificate);
        var chain = Stream.concat(Stream.of(issuer), issuer.above().stream())
                .map(Authority::encoded)
                .toList();
        return new Good(
                new CheckedCertificate(
                        holder,
                        issuer.name(),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        Digest.fingerprint(der),
                        der),
                new Verdict.Grounds(chain, answer, seen, now));
    }

    private static void add(List<byte[]> seen, Status status) {
        var list = status.list();
        if (list != null) {
            seen.add(list);
        }
    }

    /** The responder's word; the list's only where no responder can be reached. */
    private Status ownStatus(X509Certificate certificate, Authority issuer) {
        var address = responder(certificate, issuer);
        if (address.isPresent()) {
            try {
                return ocsp.ask(address.get(), issuer, certificate, each -> isListed(each, issuer))
                        .map(answer -> new Status(answer.flaw(), answer.since(), answer.encoded(), null))
                        .orElseGet(Status::unavailable);
            } catch (OutsideUnavailable silent) {
                LOG.info("asking for a list, since {}", silent.getMessage());
            }
        }
        return lists.statusOf(certificate, issuer);
    }

    private boolean isListed(X509Certificate responder, Authority issuer) {
        return !lists.statusOf(responder, issuer).isGood();
    }

    private Optional<URI> responder(X509Certificate certificate, Authority issuer) {
        return Optional.ofNullable(issuer.ocsp())
                .or(() -> Addresses.ofResponder(certificate).stream()
                        .filter(trusted.bundle()::mayAsk)
                        .findFirst());
    }

    /** Whether the JDK, which reads the same answer by code of its own, comes to the same end. */
    private static boolean agrees(X509Certificate certificate, Authority issuer, Instant now, byte[] answer) {
        try {
            validate(certificate, issuer, Date.from(now), answer);
            return true;
        } catch (GeneralSecurityException e) {
            LOG.warn("the JDK does not believe an answer of {}: {}", issuer.system("ocsp"), e.getMessage());
            return false;
        }
    }

    /** Path validation by RFC 5280 section 6, to the pinned root and no other. */
    private static void validate(X509Certificate certificate, Authority issuer, Date date, byte @Nullable [] answer)
            throws GeneralSecurityException {
        var path = CertificateFactory.getInstance("X.509")
                .generateCertPath(Stream.concat(
                                Stream.of(certificate),
                                issuer.intermediates().stream().map(Authority::certificate))
                        .toList());
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer.root().certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(date);
        var validator = CertPathValidator.getInstance("PKIX");
        if (answer != null) {
            var revocation = (PKIXRevocationChecker) validator.getRevocationChecker();
            revocation.setOptions(
                    EnumSet.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
            revocation.setOcspResponses(Map.of(certificate, answer));
            parameters.addCertPathChecker(revocation);
        }
        validator.validate(path, parameters);
    }
}
