/** Locks against robots and greed: captcha, rate limits ("when may this be tried again"), whose address a request has. */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package vn.mocua.portal.abuse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
