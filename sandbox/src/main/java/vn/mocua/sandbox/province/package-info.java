/** A province's portal, as far as it tells others whose accounts it holds: docs/protocols/scim.md. */
@NullMarked
package vn.mocua.sandbox.province;

import org.jspecify.annotations.NullMarked;
