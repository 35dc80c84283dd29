package vn.mocua.sandbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/** A system of the sandbox that answers whoever brings an access token; the portal's own is at hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AskedByToken {

    private final Outside system;
    private final String settings;
    private final String tokenPath;
    private final String form;
    protected Sandbox sandbox;
    protected Http http;
    protected Properties properties;
    protected String token;

    /**
     * @param settings under which the portal finds its client
     * @param form by which it asks for a token
     */
    protected AskedByToken(Outside system, String settings, String tokenPath, String form) {
        this.system = system;
        this.settings = settings;
        this.tokenPath = tokenPath;
        this.form = form;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        http = new Http(sandbox.port());
        properties = new Properties();
        properties.load(Files.newBufferedReader(sandbox.portalProperties()));
        token = json(token(form, secret())).get("access_token").asString();
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        sandbox.fault(system, Fault.NONE, Duration.ZERO);
    }

    protected HttpResponse<String> token(String asking, String credentials) throws IOException, InterruptedException {
        return http.post(
                tokenPath,
                "application/x-www-form-urlencoded",
                asking,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    protected String secret() {
        return properties.getProperty(settings + ".client-id") + ":"
                + properties.getProperty(settings + ".client-secret");
    }

    protected static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
