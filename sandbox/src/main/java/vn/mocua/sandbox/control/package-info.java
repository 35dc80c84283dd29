/** The control port: what tests and scripts may ask and order. */
@NullMarked
package vn.mocua.sandbox.control;

import org.jspecify.annotations.NullMarked;
