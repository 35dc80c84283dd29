/**
 * Signatures by which people prove who they are: what is signed, whether the certificate behind it is good, and what is
 * kept of it. It knows no way to register by name.
 *
 * <p>A step {@linkplain vn.mocua.portal.signing.Challenges#issue issues} a challenge for one purpose to one bearer, and
 * hands what came back to {@link vn.mocua.portal.signing.SignedAnswers}, which answers whom it proves and where that
 * proof is kept. A certificate may be looked at before anything is signed: {@link
 * vn.mocua.portal.signing.CertificateCheck}.
 */
@ApplicationModule(
        allowedDependencies = {"identity", "outside", "vault", "audit", "database", "command", "journey", "page"})
@NullMarked
package vn.mocua.portal.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
