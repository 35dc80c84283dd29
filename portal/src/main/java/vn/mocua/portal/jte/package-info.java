/**
 * The pages: what the build makes of the templates. A page takes the words of whichever room it shows, so this room
 * alone may import any, and none imports it.
 */
@ApplicationModule
@NullMarked
package vn.mocua.portal.jte;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
