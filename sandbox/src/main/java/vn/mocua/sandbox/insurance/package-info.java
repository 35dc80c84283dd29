/** The social insurance agency behind the data-sharing axis: docs/protocols/social-insurance.md. */
@NullMarked
package vn.mocua.sandbox.insurance;

import org.jspecify.annotations.NullMarked;
