/** The wire of docs/protocols/signing-agent.md: what may be asked, what is signed, and how both are written. */
@NullMarked
package vn.mocua.agent.protocol;

import org.jspecify.annotations.NullMarked;
