package vn.mocua.portal.signing.sim;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.signing.sim.CscWire.Refused;

/** Speaks the API of the Cloud Signature Consortium, version 2: docs/protocols/sim-signing-csc.md. */
final class CscMobileSigning implements MobileSigning {

    private final SimProvider provider;
    private final SimSettings.Provider settings;
    private final CscWire wire;
    private final String basic;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable String token;

    CscMobileSigning(SimProvider provider, SimSettings.Provider settings, OutsideHttp http) {
        this.provider = provider;
        this.settings = settings;
        this.wire = new CscWire(provider, settings, http);
        var id = Wanted.of(provider, "client-id", settings.clientId());
        var secret = Wanted.of(provider, "client-secret", settings.clientSecret());
        // RFC 6749 section 2.3.1: both are form-encoded before they are joined
        this.basic = Base64.getEncoder()
                .encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Holding certificates(PhoneNumber phone) {
        try {
            return withToken(each -> wire.certificates("", each, Wanted.userId(settings, phone), true));
        } catch (Refused refused) {
            return new Holding.Nothing(refused.code(), refused.detail());
        }
    }

    @Override
    public Status start(Prompt prompt) {
        var sent = new Sent(
                prompt.credential().name(),
                prompt.algorithm(),
                CscWire.signAlgorithm(prompt.credential()),
                Base64.getEncoder().encodeToString(prompt.hash()),
                "");
        var question = new LinkedHashMap<String, Object>();
        question.put("credentialID", sent.credential());
        question.put("numSignatures", 1);
        question.put("hashes", List.of(sent.hash()));
        question.put("hashAlgorithmOID", CscWire.oid(sent.algorithm()));
        question.put("description", prompt.text());
        return answered(() -> {
            var answer = post("/credentials/authorize", question);
            return answer.status() == 202
                    ? new Status.Pending(
                            sent.under(wire.word(answer.json().path("handle"))).value())
                    : sign(sent, wire.word(answer.json().path("SAD")));
        });
    }

    @Override
    public Status ask(String transaction) {
        return answered(() -> {
            if (transaction.startsWith(Sent.POLLING)) {
                return polled(transaction);
            }
            var sent = Sent.of(transaction);
            var answer = post("/credentials/authorizeCheck", Map.of("handle", sent.handle()));
            return answer.status() == 202
                    ? new Status.Pending(transaction)
                    : sign(sent, wire.word(answer.json().path("SAD")));
        });
    }

    /** The person agreed: what remains is to fetch the signature. */
    private Status sign(Sent sent, String sad) {
        var question = new LinkedHashMap<String, Object>();
        question.put("credentialID", sent.credential());
        question.put("SAD", sad);
        question.put("hashes", List.of(sent.hash()));
        question.put("hashAlgorithmOID", CscWire.oid(sent.algorithm()));
        question.put("signAlgo", sent.signAlgorithm());
        question.put("operationMode", settings.operationMode());
        var answer = post("/signatures/signHash", question);
        var json = answer.json();
        return json.has("responseID")
                ? new Status.Pending(Sent.POLLING + wire.word(json.path("responseID")))
                : new Status.Signed(wire.signature(answer), new byte[0]);
    }

    private Status polled(String transaction) {
        var answer = post("/signatures/signPolling", Map.of("requestID", transaction.substring(Sent.POLLING.length())));
        return answer.status() == 202
                ? new Status.Pending(transaction)
                : new Status.Signed(wire.signature(answer), new byte[0]);
    }

    private HttpAnswer post(String path, Map<String, ?> question) {
        return withToken(each -> wire.post(path, each, question));
    }

    private static Status answered(java.util.function.Supplier<Status> question) {
        try {
            return question.get();
        } catch (Refused refused) {
            return new Status.Failed(refused.code(), refused.detail());
        }
    }

    /** With the token at hand; once more with another when that one is refused. */
    private <T> T withToken(Function<String, T> question) {
        var held = token;
        if (held != null) {
            try {
                return question.apply(held);
            } catch (Refused refused) {
                if (!refused.detail().equals("invalid_token")) {
                    throw refused;
                }
            }
        }
        return question.apply(another(held));
    }

    private String another(@Nullable String useless) {
        try {
            refreshing.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideUnavailable(provider.system(), OutsideUnavailable.Why.SILENT, "no token in time");
        }
        try {
            var held = token;
            if (held != null && !held.equals(useless)) {
                return held;
            }
            var json = wire.postForm("/oauth2/token", basic, "grant_type=client_credentials&scope=service")
                    .json();
            var fresh = wire.word(json.path("access_token"));
            token = fresh;
            return fresh;
        } finally {
            refreshing.unlock();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What was sent to be signed, and the handle under which the person is waited for; one word each. */
    private record Sent(String credential, String algorithm, String signAlgorithm, String hash, String handle) {

        static final String POLLING = "polling ";

        Sent under(String word) {
            return new Sent(credential, algorithm, signAlgorithm, hash, word);
        }

        String value() {
            return String.join(" ", credential, algorithm, signAlgorithm, hash, handle);
        }

        static Sent of(String value) {
            var words = value.split(" ", 5);
            return new Sent(words[0], words[1], words[2], words[3], words[4]);
        }
    }
}
