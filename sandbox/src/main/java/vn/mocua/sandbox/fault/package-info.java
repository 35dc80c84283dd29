/** What is wrong with the outside world just now, and until when. */
@NullMarked
package vn.mocua.sandbox.fault;

import org.jspecify.annotations.NullMarked;
