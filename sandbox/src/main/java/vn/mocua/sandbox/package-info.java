/** The outside world in miniature, on its real wires. */
@NullMarked
package vn.mocua.sandbox;

import org.jspecify.annotations.NullMarked;
