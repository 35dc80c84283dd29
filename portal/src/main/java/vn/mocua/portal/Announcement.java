package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.mocua.portal.command.WhileServing;

/**
 * Says that the first page can be served: on standard output, in one line, or to whoever named a file for it, who then
 * says it in their turn.
 */
@Component
@WhileServing
class Announcement {

    private final URI publicUrl;
    private final @Nullable Path readyFile;

    Announcement(
            @Value("${mocua.public-url}") URI publicUrl,
            @Value("${mocua.ready-file:#{null}}") @Nullable Path readyFile) {
        this.publicUrl = publicUrl;
        this.readyFile = readyFile;
    }

    @EventListener
    @SuppressWarnings("SystemOut") // the line is for people and scripts, not for the log
    void announce(ApplicationReadyEvent ready) {
        if (readyFile == null) {
            System.out.println("ready " + publicUrl);
            System.out.flush();
            return;
        }
        try {
            Files.writeString(readyFile, publicUrl.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
