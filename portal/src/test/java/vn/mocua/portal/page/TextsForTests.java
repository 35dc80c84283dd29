package vn.mocua.portal.page;

/** The words that the portal brings along, for tests that start no portal. */
public final class TextsForTests {

    private TextsForTests() {}

    public static Texts texts() {
        return new MessageFiles(Wordings.builtIn(), new Assets(), "0.1.0");
    }
}
