package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The adapter of CSC version 2 with the sandbox, where the signature itself is asked for again. */
class CscAsynchContractTest extends TownsSimsContract {

    CscAsynchContractTest() {
        super("mobi", Map.of("operation-mode", "A"));
    }
}
