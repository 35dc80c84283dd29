/** One signature from the question to the answer, whichever way the question came. */
@NullMarked
package vn.mocua.agent.signing;

import org.jspecify.annotations.NullMarked;
