package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The SOAP adapter with the sandbox, whose answer waits for the person. */
class EtsiSynchContractTest extends TownsSimsContract {

    EtsiSynchContractTest() {
        super("vina", Map.of("messaging-mode", "synch"));
    }
}
