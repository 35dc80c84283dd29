/** The door for pages: HTTP on the loopback address, for the allowed sites of this user only. */
@NullMarked
package vn.mocua.agent.browser;

import org.jspecify.annotations.NullMarked;
