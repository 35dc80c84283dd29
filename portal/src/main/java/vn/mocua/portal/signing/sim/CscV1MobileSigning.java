package vn.mocua.portal.signing.sim;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.signing.sim.CscWire.Refused;

/**
 * Speaks version 1 of the CSC API as a large service of Vietnam does: it signs in for each person, and its answer waits
 * for the person. Docs/protocols/sim-signing-csc.md.
 */
final class CscV1MobileSigning implements MobileSigning {

    private static final String V1 = "/csc/v1";

    private final SimSettings.Provider settings;
    private final CscWire wire;
    private final String clientId;
    private final String secret;

    CscV1MobileSigning(SimProvider provider, SimSettings.Provider settings, OutsideHttp http) {
        this.settings = settings;
        this.wire = new CscWire(provider, settings, http);
        this.clientId = Wanted.of(provider, "client-id", settings.clientId());
        this.secret = Wanted.of(provider, "client-secret", settings.clientSecret());
    }

    @Override
    public boolean waitsForPerson() {
        return true;
    }

    @Override
    public Holding certificates(PhoneNumber phone) {
        try {
            var userId = Wanted.userId(settings, phone);
            return wire.certificates(V1, signIn(userId), userId, false);
        } catch (Refused refused) {
            return new Holding.Nothing(refused.code(), refused.detail());
        }
    }

    @Override
    public Status start(Prompt prompt) {
        try {
            var token = signIn(Wanted.userId(settings, prompt.phone()));
            var what = new LinkedHashMap<String, Object>();
            what.put("credentialID", prompt.credential().name());
            what.put("documents", List.of(Map.of("document_id", "1", "document_name", prompt.text())));
            what.put("hash", List.of(Base64.getEncoder().encodeToString(prompt.hash())));
            what.put("hashAlgo", CscWire.oid(prompt.algorithm()));
            var authorize = new LinkedHashMap<String, Object>(what);
            authorize.put("numSignatures", 1);
            authorize.put("description", prompt.text());
            var agreed = wire.post(V1 + "/credentials/authorize", token, authorize);
            var sign = new LinkedHashMap<String, Object>(what);
            sign.put("SAD", wire.word(agreed.json().path("SAD")));
            sign.put("signAlgo", CscWire.signAlgorithm(prompt.credential()));
            var signed = wire.post(V1 + "/signatures/signHash", token, sign);
            return new Status.Signed(wire.signature(signed), new byte[0]);
        } catch (Refused refused) {
            return new Status.Failed(refused.code(), refused.detail());
        }
    }

    /** Nothing is ever pending here. */
    @Override
    public Status ask(String transaction) {
        return new Status.Failed(Code.UNKNOWN_TXN, "v1");
    }

    /** The token is good for this person alone. */
    private String signIn(String userId) {
        var answer = wire.postWithoutToken(
                "/ras/v1/login",
                Map.of(
                        "client_id",
                        clientId,
                        "client_secret",
                        secret,
                        "user_id",
                        userId,
                        "profile_id",
                        settings.profileId()));
        return wire.word(answer.json().path("access_token"));
    }
}
