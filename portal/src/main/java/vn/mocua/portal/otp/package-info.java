/** One-time codes: sent a few times, checked a few times, forgotten soon. */
@ApplicationModule(
        allowedDependencies = {"identity", "messaging", "notice", "audit", "abuse", "vault", "journey", "page"})
@NullMarked
package vn.mocua.portal.otp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
