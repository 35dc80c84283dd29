/** What people read before they do anything: home, help, the texts they agree to, and where the counters are. */
@ApplicationModule(allowedDependencies = {"page"})
@NullMarked
package vn.mocua.portal.information;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
