package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The adapter of CSC version 2 with the sandbox. */
class CscContractTest extends TownsSimsContract {

    CscContractTest() {
        super("mobi", Map.of());
    }
}
