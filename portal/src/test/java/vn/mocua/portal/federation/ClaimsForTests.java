package vn.mocua.portal.federation;

import tools.jackson.databind.json.JsonMapper;

/** What a provider might say. */
public final class ClaimsForTests {

    private ClaimsForTests() {}

    public static Claims of(String json) {
        return new Claims("test", JsonMapper.shared().readTree(json));
    }
}
