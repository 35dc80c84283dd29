/** A mail server that keeps what it is given, for everybody to read. */
@NullMarked
package vn.mocua.sandbox.mail;

import org.jspecify.annotations.NullMarked;
