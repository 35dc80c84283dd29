package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The SmartCA adapter with the sandbox. */
class SmartCaContractTest extends TownsSimsContract {

    SmartCaContractTest() {
        super("viettel", Map.of());
    }
}
