/** The way in through the Web eID extension: a native messaging host that speaks its protocol. */
@NullMarked
package vn.mocua.agent.webeid;

import org.jspecify.annotations.NullMarked;
