/**
 * Signing with the key on a SIM: the port to those who run such SIMs, its three wires, what was asked of which number,
 * and the two pages that every journey with a SIM shares. It knows no provider and no journey by name.
 */
@NamedInterface("sim")
@NullMarked
package vn.mocua.portal.signing.sim;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
