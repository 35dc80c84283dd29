package vn.mocua.portal;

import tools.jackson.databind.json.JsonMapper;

/** The portal's own way to store values as JSON, without a portal. */
public final class JsonForTests {

    private JsonForTests() {}

    public static JsonMapper mapper() {
        var builder = JsonMapper.builder();
        new Json().valuesAsTheyAreWritten().customize(builder);
        return builder.build();
    }
}
