/** The drawn phones: what arrived by SMS, newest first. */
@NullMarked
package vn.mocua.sandbox.phone;

import org.jspecify.annotations.NullMarked;
