package vn.mocua.portal.signing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out the packages of the signing agent. */
@Controller
class AgentPackageController {

    private final AgentPackages packages;

    AgentPackageController(AgentPackages packages) {
        this.packages = packages;
    }

    @GetMapping(AgentPackage.FOLDER + "{file}")
    void send(@PathVariable String file, HttpServletResponse response) throws IOException {
        var found = packages.named(file);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/octet-stream");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
        response.setContentLengthLong(Files.size(found.get()));
        Files.copy(found.get(), response.getOutputStream());
    }
}
