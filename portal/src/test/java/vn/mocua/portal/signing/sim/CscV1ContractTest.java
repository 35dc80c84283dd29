package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The adapter of the dialect of version 1 with the sandbox. */
class CscV1ContractTest extends TownsSimsContract {

    CscV1ContractTest() {
        super("khac", Map.of());
    }
}
