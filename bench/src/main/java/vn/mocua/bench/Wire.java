package vn.mocua.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept open, speaking as much HTTP/1.1 as our own two servers do.
 *
 * <p>By hand, because on two cores the JDK's client would take as much of them as the portal that is measured.
 */
final class Wire implements AutoCloseable {

    /** After so long the other side may have closed the connection; a new one is opened then. */
    private static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * What came back.
     *
     * @param headers by lower-case name
     * @param nanos from the first byte sent to the last one read
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body, long nanos) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final InetSocketAddress address;
    private final String host;
    private final byte[] buffer = new byte[16 * 1024];
    private int from;
    private int to;
    private long lastUsed;
    private @Nullable Socket socket;

    /**
     * Opens nothing yet.
     *
     * @param host as it stands in the Host header; the connection goes to 127.0.0.1
     */
    Wire(String host, int port) {
        this.host = host + ":" + port;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Sends one request and reads its answer to the end; redirects are not followed. */
    Answer send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var request = new ByteArrayOutputStream(head.length() + body.length + 2);
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);

        var open = connection();
        var begun = System.nanoTime();
        try {
            OutputStream out = open.getOutputStream();
            request.writeTo(out);
            out.flush();
            var answer = read(open.getInputStream(), begun);
            lastUsed = System.nanoTime();
            if (answer.header("connection").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connection() throws IOException {
        var open = socket;
        if (open != null && System.nanoTime() - lastUsed < STALE_NANOS) {
            return open;
        }
        close();
        open = new Socket();
        open.setTcpNoDelay(true);
        open.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        open.connect(address, Math.toIntExact(PATIENCE.toMillis()));
        from = 0;
        to = 0;
        socket = open;
        return open;
    }

    private Answer read(InputStream in, long begun) throws IOException {
        var status = line(in).split(" ", 3);
        var headers = new TreeMap<String, List<String>>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
        }
        var code = Integer.parseInt(status[1]);
        var body = body(in, code, headers);
        var nanos = System.nanoTime() - begun;
        return new Answer(code, headers, unpacked(body, headers), nanos);
    }

    private byte[] body(InputStream in, int status, Map<String, List<String>> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.containsKey("content-length")) {
            return exactly(in, Integer.parseInt(headers.get("content-length").getFirst()));
        }
        if (!headers.containsKey("transfer-encoding")) {
            throw new IOException("an answer without length");
        }
        var whole = new ByteArrayOutputStream();
        while (true) {
            var size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            whole.writeBytes(exactly(in, size));
            line(in);
            if (size == 0) {
                return whole.toByteArray();
            }
        }
    }

    private static byte[] unpacked(byte[] body, Map<String, List<String>> headers) throws IOException {
        if (!headers.getOrDefault("content-encoding", List.of("")).getFirst().equals("gzip")) {
            return body;
        }
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacking.readAllBytes();
        }
    }

    private String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int next = octet(in); next != '\n'; next = octet(in)) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int octet(InputStream in) throws IOException {
        if (from == to) {
            fill(in);
        }
        return buffer[from++] & 0xff;
    }

    private byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = new byte[length];
        for (int filled = 0; filled < length; ) {
            if (from == to) {
                fill(in);
            }
            var some = Math.min(length - filled, to - from);
            System.arraycopy(buffer, from, bytes, filled, some);
            from += some;
            filled += some;
        }
        return bytes;
    }

    private void fill(InputStream in) throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        if (to == 0) {
            throw new EOFException("the other side has hung up");
        }
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
