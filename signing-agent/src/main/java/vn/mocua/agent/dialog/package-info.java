/** Asks the person: a window of the agent's own, or the terminal. */
@NullMarked
package vn.mocua.agent.dialog;

import org.jspecify.annotations.NullMarked;
