/**
 * The certificate authorities: who vouches for whose key, and what they answer when asked about it later
 * (docs/protocols/certificate-status.md).
 */
@NullMarked
package vn.mocua.sandbox.ca;

import org.jspecify.annotations.NullMarked;
