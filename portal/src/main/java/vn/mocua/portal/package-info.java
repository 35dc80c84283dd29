@NullMarked
package vn.mocua.portal;

import org.jspecify.annotations.NullMarked;
