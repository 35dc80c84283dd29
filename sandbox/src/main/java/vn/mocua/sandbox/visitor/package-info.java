/** A resident who registers at the portal as a person would, through its pages. */
@NullMarked
package vn.mocua.sandbox.visitor;

import org.jspecify.annotations.NullMarked;
