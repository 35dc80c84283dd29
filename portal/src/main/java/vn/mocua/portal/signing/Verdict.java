package vn.mocua.portal.signing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the check of a certificate found. */
public sealed interface Verdict {

    /** @param grounds what it rests on, so that it can be checked again */
    record Good(CheckedCertificate certificate, Grounds grounds) implements Verdict {}

    /** @param since from when it is revoked or on hold, as the authority says; null for every other flaw */
    record Bad(Flaw flaw, @Nullable Instant since) implements Verdict {

        Bad(Flaw flaw) {
            this(flaw, null);
        }
    }

    /**
     * What the authorities said.
     *
     * @param chain DER of the certificates above it, the issuer first and the root last
     * @param ocsp the answer of the authority's responder; null when a list was asked instead
     * @param lists DER of the revocation lists that were looked at, those of the authorities above included
     */
    record Grounds(List<byte[]> chain, byte @Nullable [] ocsp, List<byte[]> lists, Instant at) {

        public Grounds {
            chain = List.copyOf(chain);
            lists = List.copyOf(lists);
        }
    }
}
