package vn.mocua.portal.signing;

import java.security.PublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A bundle that is not a sandbox's comes into force only when two administrators signed it, when it has not ended, and never
 * after a later one: {@code mocua.signing.trust-administrators.<name>}.
 */
@Component
class TwoAdministrators implements TrustAdmission {

    private static final String SETTING = "mocua.signing.trust-administrators";

    private final Map<String, PublicKey> administrators = new TreeMap<>();
    private final JdbcClient db;
    private final Clock clock;

    @Autowired
    TwoAdministrators(Environment settings, JdbcClient db, Clock clock) {
        this(
                Binder.get(settings)
                        .bind(SETTING, Bindable.mapOf(String.class, String.class))
                        .orElse(Map.of()),
                db,
                clock);
    }

    /** @throws IllegalArgumentException when a key is none, or is there twice: two names are not two people then */
    TwoAdministrators(Map<String, String> keys, JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
        keys.forEach((name, key) -> administrators.put(
                name,
                TrustSignatures.publicKey(key)
                        .orElseThrow(() -> new IllegalArgumentException(
                                SETTING + "." + name + " is no Ed25519 public key in base64"))));
        if (new HashSet<>(administrators.values()).size() < administrators.size()) {
            throw new IllegalArgumentException(SETTING + ": one key stands under two names");
        }
    }

    @Override
    public void admit(TrustBundle bundle, byte[] file, String signatures) throws TrustBundle.Unusable {
        look(bundle, file, signatures);
        if (!bundle.isSandbox()) {
            remember(bundle);
        }
    }

    /** The same, and nothing is remembered of it. */
    void look(TrustBundle bundle, byte[] file, String signatures) throws TrustBundle.Unusable {
        if (bundle.isSandbox()) {
            return;
        }
        requireInForce(bundle);
        var signed = signers(file, signatures);
        if (signed.size() < 2) {
            throw new TrustBundle.Unusable(
                    "two of the administrators must sign it (" + SETTING + ", ./mocua trust sign); "
                            + (signed.isEmpty() ? "none did" : "only " + signed.getFirst() + " did"));
        }
        requireNoLaterOne(bundle);
    }

    /** Who of them signed it. */
    List<String> signers(byte[] file, String signatures) {
        return administrators.entrySet().stream()
                .filter(each -> TrustSignatures.has(signatures, file, each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void requireInForce(TrustBundle bundle) throws TrustBundle.Unusable {
        var until = bundle.until();
        if (bundle.serial() == 0 || until == null) {
            throw new TrustBundle.Unusable("it has no serial and no until, which all but a sandbox's must have");
        }
        if (!clock.instant().isBefore(until)) {
            throw new TrustBundle.Unusable("it ended on " + until);
        }
    }

    private void requireNoLaterOne(TrustBundle bundle) throws TrustBundle.Unusable {
        var last = db.sql("select coalesce(max(serial), 0) from trust_bundle_seen")
                .query(Long.class)
                .single();
        if (bundle.serial() < last) {
            throw new TrustBundle.Unusable(
                    "its serial is " + bundle.serial() + ", and " + last + " was in force already");
        }
    }

    /** Of two nodes that see two bundles of one serial the table's key lets one through. */
    private void remember(TrustBundle bundle) throws TrustBundle.Unusable {
        db.sql("insert into trust_bundle_seen (serial, fingerprint, seen_at) values (:serial, :print, :now)"
                        + " on conflict do nothing")
                .param("serial", bundle.serial())
                .param("print", bundle.fingerprint())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        var known = db.sql("select fingerprint from trust_bundle_seen where serial = :serial")
                .param("serial", bundle.serial())
                .query(String.class)
                .single();
        if (!known.equals(bundle.fingerprint())) {
            throw new TrustBundle.Unusable("another bundle had the serial " + bundle.serial() + " already");
        }
    }
}
