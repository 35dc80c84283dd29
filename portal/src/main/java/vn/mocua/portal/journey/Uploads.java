package vn.mocua.portal.journey;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes the files out of a request that has any; the server bounds the whole of it before anybody reads. */
final class Uploads {

    private Uploads() {}

    /** Whether a request could carry files at all: a form that asks for none is never sent like that. */
    static boolean canBeIn(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** The files by input, an empty list where there is none; one byte more than allowed tells that one is too long. */
    static Map<String, List<Upload>> of(HttpServletRequest request) throws IOException {
        var files = new LinkedHashMap<String, List<Upload>>();
        if (!canBeIn(request)) {
            return files;
        }
        try {
            for (var part : request.getParts()) {
                if (part.getSubmittedFileName() != null) {
                    files.computeIfAbsent(part.getName(), name -> new ArrayList<>())
                            .add(new Upload(bytes(part)));
                }
            }
        } catch (ServletException e) {
            throw new IOException("not a form", e);
        }
        return files;
    }

    private static byte[] bytes(Part part) throws IOException {
        try (var stream = part.getInputStream()) {
            return stream.readNBytes(Upload.LONGEST + 1);
        }
    }
}
