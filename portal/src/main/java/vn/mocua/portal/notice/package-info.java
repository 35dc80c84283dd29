/**
 * What the owner of an account hears of what is done with it, at every address that is known to be theirs; and the word
 * by which they answer "that was not me".
 */
@ApplicationModule(allowedDependencies = {"identity", "account", "messaging", "page", "vault", "database"})
@NullMarked
package vn.mocua.portal.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
