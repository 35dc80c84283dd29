/** How every page looks and speaks: its frame, its language, its fields, its words. */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package vn.mocua.portal.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
