package vn.mocua.portal.signing.sim;

import java.util.Map;

/** The SOAP adapter with the sandbox, asked again and again. */
class EtsiContractTest extends TownsSimsContract {

    EtsiContractTest() {
        super("vina", Map.of());
    }
}
