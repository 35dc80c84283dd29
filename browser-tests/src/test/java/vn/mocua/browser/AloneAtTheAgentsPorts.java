package vn.mocua.browser;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Pages look for the signing agent at ports that are the same on every computer, so of all processes that test at once only
 * one may play it, or rely on nobody being there.
 */
final class AloneAtTheAgentsPorts implements BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(AloneAtTheAgentsPorts.class);

    private record Turn(FileChannel file, FileLock lock) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.createDirectories(Programs.TARGET);
        var file = FileChannel.open(
                Programs.TARGET.resolveSibling("agent-ports.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        context.getStore(HERE).put(context.getUniqueId(), new Turn(file, file.lock()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var turn = context.getStore(HERE).remove(context.getUniqueId(), Turn.class);
        if (turn != null) {
            turn.lock().release();
            turn.file().close();
        }
    }
}
