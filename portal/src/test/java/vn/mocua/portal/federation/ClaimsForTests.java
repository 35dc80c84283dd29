package vn.mocua.portal.federation;

import tools.jackson.databind.json.JsonMapper;

/** Claims as a provider might tell them. */
public final class ClaimsForTests {

    private ClaimsForTests() {}

    public static Claims of(String provider, String json) {
        return new Claims(provider, JsonMapper.shared().readTree(json));
    }
}
