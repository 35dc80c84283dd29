/** The words: who a person, a firm or an agency is, what was said of them, and how sure that makes us. Plain Java. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.mocua.portal.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
