/** What a good password is, and how one is kept so that nobody can read it. */
@ApplicationModule(allowedDependencies = {"identity", "vault"})
@NullMarked
package vn.mocua.portal.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
