package vn.mocua.portal.outside;

import jakarta.annotation.PreDestroy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

/** Makes the HTTP clients of adapters: named addresses only, no redirects, short times, small answers. */
@Component
public final class OutsideHttp {

    private final Outside outside;
    private final OutsideTrust trust;
    private final Clock clock;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpClient> connections = new ConcurrentHashMap<>();

    OutsideHttp(Outside outside, OutsideTrust trust, Clock clock) {
        this.outside = outside;
        this.trust = trust;
        this.clock = clock;
    }

    /**
     * A client that speaks only to the given addresses' hosts.
     *
     * <p>Its questions must be asked inside {@link Outside#call} of the same system, and each sets its whole address.
     *
     * @param system names the limits, see {@code mocua.outside.*}
     * @param addresses every address that the adapter will ask
     * @throws IllegalArgumentException when one is neither https nor on this machine: the portal does not start then
     */
    public RestClient.Builder client(String system, URI... addresses) {
        for (var address : addresses) {
            Loopback.requireProtected("address of " + system, address);
        }
        return client(system, outside.termsOf(system).answer(), addresses);
    }

    /**
     * A client for answers that carry a signature of their own and tell nothing that is not public, as revocation lists
     * (RFC 5280) and what OCSP responders say (RFC 6960): also over plain HTTP, as authorities offer them.
     *
     * @param answer size of an answer that is still read
     */
    public RestClient.Builder clientForSigned(String system, DataSize answer, URI... addresses) {
        for (var address : addresses) {
            if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
                throw new IllegalArgumentException("address of " + system + ": not an absolute http address");
            }
        }
        return client(system, answer, addresses);
    }

    private RestClient.Builder client(String system, DataSize answer, URI... addresses) {
        var terms = outside.termsOf(system);
        var factory = new JdkClientHttpRequestFactory(
                connections.computeIfAbsent(system, name -> connections(name, terms)), threads);
        factory.enableCompression(false);
        var origins = Arrays.stream(addresses).map(OutsideHttp::origin).collect(Collectors.toUnmodifiableSet());
        return RestClient.builder()
                .requestFactory(factory)
                .requestInterceptor(new Guard(system, origins, answer.toBytes()));
    }

    /**
     * Tokens for a system that wants OAuth 2 client credentials (RFC 6749 section 4.4); an interceptor for the client.
     *
     * @param scope what the token is asked for; empty for the system's own choice
     */
    public ClientCredentials clientCredentials(
            String system, URI tokenAddress, String clientId, String clientSecret, String scope) {
        var client = client(system, tokenAddress).requestInterceptor(onceMore()).build();
        return new ClientCredentials(system, client, tokenAddress, clientId, clientSecret, scope, clock);
    }

    /**
     * Repeats a question once when the connection broke, such as a kept connection that the other side had closed.
     *
     * <p>Only for questions that change nothing at the other side.
     */
    public static ClientHttpRequestInterceptor onceMore() {
        return (request, body, execution) -> {
            try {
                return execution.execute(request, body);
            } catch (HttpTimeoutException | ConnectException | SSLHandshakeException | AnswerTooLong e) {
                throw e;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                return execution.execute(request, body);
            }
        };
    }

    private HttpClient connections(String system, OutsideSettings.Terms terms) {
        var client = HttpClient.newBuilder();
        trust.of(system).ifPresent(client::sslContext);
        return client.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(terms.connect())
                .executor(threads)
                .build();
    }

    @PreDestroy
    void close() {
        connections.values().forEach(HttpClient::shutdownNow);
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Lets nothing out to another host, and no long answer in. */
    private record Guard(String system, Set<String> origins, long most) implements ClientHttpRequestInterceptor {

        @Override
        public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
                throws IOException {
            if (!origins.contains(origin(request.getURI()))) {
                throw new IllegalArgumentException(system + " may not ask this host");
            }
            var response = execution.execute(request, body);
            if (response.getHeaders().getContentLength() > most) {
                response.close();
                throw new AnswerTooLong();
            }
            return new Capped(response, most);
        }
    }

    private static final class AnswerTooLong extends IOException {}

    private record Capped(ClientHttpResponse whole, long most) implements ClientHttpResponse {

        @Override
        public InputStream getBody() throws IOException {
            return new CappedBody(whole.getBody(), most);
        }

        @Override
        public HttpHeaders getHeaders() {
            return whole.getHeaders();
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return whole.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return whole.getStatusText();
        }

        @Override
        public void close() {
            whole.close();
        }
    }

    private static final class CappedBody extends FilterInputStream {

        private long left;

        CappedBody(InputStream body, long most) {
            super(body);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            if (one >= 0) {
                spend(1);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var read = super.read(bytes, from, length);
            if (read > 0) {
                spend(read);
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void spend(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new AnswerTooLong();
            }
        }
    }
}
