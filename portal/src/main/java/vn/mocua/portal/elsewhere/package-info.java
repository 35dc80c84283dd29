/** Whether systems that are connected with us hold accounts of the same people; knows none of them by name. */
@ApplicationModule(allowedDependencies = {"identity", "outside"})
@NullMarked
package vn.mocua.portal.elsewhere;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
