package vn.mocua.portal.outside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back over HTTP, read whole.
 *
 * @param status such as 200; redirects arrive here too, since they are not followed
 */
public record HttpAnswer(String system, int status, HttpHeaders headers, byte[] body) {

    // Source: RFC 8259 section 4 calls the meaning of equal names in one object unpredictable; here they are refused.
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads an answer to its end, or fails when it is longer than the system's limit. */
    public static HttpAnswer of(String system, ClientHttpResponse response) throws IOException {
        return new HttpAnswer(
                system,
                response.getStatusCode().value(),
                response.getHeaders(),
                response.getBody().readAllBytes());
    }

    /**
     * The body as JSON: one value, in UTF-8, declared as {@code application/json}, no name twice.
     *
     * @throws OutsideUnavailable when it is anything else
     */
    public JsonNode json() {
        return json(MediaType.APPLICATION_JSON);
    }

    /** The same, where a protocol has a name of its own for its JSON. */
    public JsonNode json(MediaType own) {
        try {
            var type = headers.getContentType();
            if (type == null
                    || !MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type) && !own.equalsTypeAndSubtype(type)) {
                throw OutsideUnavailable.nonsense(system, "status " + status + " is not JSON");
            }
            if (type.getCharset() != null && !StandardCharsets.UTF_8.equals(type.getCharset())) {
                throw OutsideUnavailable.nonsense(system, "status " + status + " is not in UTF-8");
            }
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            var json = STRICT.readTree(text);
            if (json == null || json.isMissingNode()) {
                throw OutsideUnavailable.nonsense(system, "status " + status + " is empty");
            }
            return json;
        } catch (CharacterCodingException | JacksonException | IllegalArgumentException e) {
            throw OutsideUnavailable.nonsense(
                    system,
                    "status " + status + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + system + " " + status + ", " + body.length + " bytes]";
    }
}
