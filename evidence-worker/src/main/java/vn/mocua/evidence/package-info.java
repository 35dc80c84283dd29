/**
 * Makes proofs of signatures that can be checked when the authorities that certified them are gone, and checks them.
 * A program of its own: its libraries are slow and large, and the portal needs them once a day.
 */
@NullMarked
package vn.mocua.evidence;

import org.jspecify.annotations.NullMarked;
