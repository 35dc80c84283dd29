/**
 * The mobile signature services and the SIMs they reach: three wires (docs/protocols/sim-signing-*.md), and behind them
 * one prompt on one phone, which its owner answers with a PIN.
 */
@NullMarked
package vn.mocua.sandbox.mss;

import org.jspecify.annotations.NullMarked;
