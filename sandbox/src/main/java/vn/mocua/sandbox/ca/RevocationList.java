package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import vn.mocua.sandbox.fault.Fault;

/** What an authority has withdrawn, all in one list: RFC 5280, 5. Written anew whenever somebody asks. */
final class RevocationList {

    private static final Duration FRESH = Duration.ofHours(12);

    private final Ledger ledger;
    private final Clock clock;

    RevocationList(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    byte[] of(Authority authority, Fault fault) {
        var from = fault == Fault.LIST_STALE ? clock.instant().minus(Duration.ofDays(2)) : clock.instant();
        var to = fault == Fault.LIST_STALE ? from.plus(Duration.ofDays(1)) : from.plus(FRESH);
        var list = new X509v2CRLBuilder(
                X500Name.getInstance(
                        authority.certificate().getSubjectX500Principal().getEncoded()),
                Date.from(from));
        list.setNextUpdate(Date.from(to));
        for (var entry : ledger.withdrawn(authority.id())) {
            list.addCRLEntry(
                    new BigInteger(entry.serial(), 16),
                    Date.from(entry.since()),
                    entry.state() == Ledger.State.ON_HOLD ? CRLReason.certificateHold : CRLReason.keyCompromise);
        }
        try {
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(from.toEpochMilli())));
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()));
            var signer = authority.key().signer();
            return list.build(fault == Fault.LIST_FORGED ? new Forged(signer) : signer)
                    .getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
