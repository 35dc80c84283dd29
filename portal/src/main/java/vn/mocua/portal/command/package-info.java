/** What is done from the command line, with the portal's own configuration. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.mocua.portal.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
