package vn.mocua.portal.signing.sim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.signing.sim.MobileSigning.Code;

/** What the numbers of TS 102 204 and of FiCom's guideline mean; the innermost that is known decides. */
final class EtsiCodes {

    static final int WRONG_PARAM = 101;

    private EtsiCodes() {}

    /** @param codes of a fault, the outermost first; or the one of a status */
    static Code of(List<Integer> codes) {
        return codes.reversed().stream()
                .map(EtsiCodes::known)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Code.PROVIDER_DOWN);
    }

    private static @Nullable Code known(int code) {
        return switch (code) {
            case WRONG_PARAM, 102, 103, 107, 108, 109 -> Code.BAD_REQUEST;
            case 104 -> Code.PROVIDER_AUTH;
            case 105, 1051, 1052, 1053 -> Code.NOT_SUBSCRIBED;
            case 1054, 2094, 9003, 9004, 9005, 9006, 9007, 9008 -> Code.SIM_INCOMPATIBLE;
            case 208, 2081, 2082 -> Code.USER_TIMEOUT;
            case 209, 2091 -> Code.PHONE_UNREACHABLE;
            case 2092, 2093 -> Code.DELIVERY_FAILED;
            case 401, 4011, 4013 -> Code.USER_CANCELLED;
            case 4012 -> Code.PIN_WRONG;
            case 402, 4032 -> Code.PIN_BLOCKED;
            case 403, 4031 -> Code.CARD_BLOCKED;
            case 404, 422 -> Code.NO_CERT;
            case 406 -> Code.ALREADY_IN_PROGRESS;
            case 423, 424, 501 -> Code.CERT_REVOKED;
            case 425, 503 -> Code.CERT_EXPIRED;
            case 900 -> Code.PROVIDER_DOWN;
            default -> null;
        };
    }
}
