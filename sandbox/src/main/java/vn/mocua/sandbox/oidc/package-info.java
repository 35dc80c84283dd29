/** Two OpenID providers, PostID and VNeID: one wire, two registers, nothing shared with who trusts them. */
@NullMarked
package vn.mocua.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
