/** The one door to systems we do not run: time limits, a breaker, few at once, figures, and one kind of silence. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.mocua.portal.outside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
