/** Two message centres that speak SMPP 3.4: docs/protocols/smpp.md. */
@NullMarked
package vn.mocua.sandbox.smsc;

import org.jspecify.annotations.NullMarked;
