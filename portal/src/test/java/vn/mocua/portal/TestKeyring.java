package vn.mocua.portal;

import java.nio.file.Path;
import vn.mocua.portal.command.Commands;

/** A keyring as {@code ./mocua keys create} makes it. */
final class TestKeyring {

    private TestKeyring() {}

    static void create(Path file) {
        if (new Commands(Portal.class).run("keys", "create", file.toString()) != 0) {
            throw new IllegalStateException("no keyring");
        }
    }
}
