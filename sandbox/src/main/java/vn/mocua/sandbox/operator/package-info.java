/** A mobile operator that speaks CAMARA: docs/protocols/camara-kyc-match.md, camara-sim-swap.md. */
@NullMarked
package vn.mocua.sandbox.operator;

import org.jspecify.annotations.NullMarked;
