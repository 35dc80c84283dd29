package vn.mocua.portal.passkey;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The two ceremonies of WebAuthn level 3, sections 7.1 and 7.2. Who we are to a passkey is said by the settings, never by a
 * request (threat T53): a page elsewhere gets an answer that is none here.
 */
@Component
class Ceremonies {

    /** ES256, Ed25519 and RS256, in the order in which we like them: what phones, security keys and Windows have. */
    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    /** What a signature is worth. */
    sealed interface Signature {

        record Good(long signCount, boolean backedUp) implements Signature {}

        /** By the right key, which says that it signed less often than it said before: there is a copy of it. */
        record OfACopy() implements Signature {}

        record Bad() implements Signature {}
    }

    private final ObjectConverter converter = new ObjectConverter();
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);
    /** It takes any attestation and trusts none: we ask for none, for a passkey's maker tells nothing of its holder. */
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    private final Origin origin;
    private final String relyingParty;

    Ceremonies(@Value("${mocua.public-url}") URI publicUrl) {
        var host = publicUrl.getHost().toLowerCase(Locale.ROOT);
        var port = publicUrl.getPort() == -1 ? "" : ":" + publicUrl.getPort();
        this.origin = new Origin(publicUrl.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port);
        this.relyingParty = host;
    }

    /** The name under which passkeys are kept for us: the host of the public address. */
    String relyingParty() {
        return relyingParty;
    }

    /** What was made of a challenge; empty when that is no passkey of ours. */
    Optional<NewPasskey> made(byte[] challenge, byte[] attestation, byte[] clientData, Set<String> transports) {
        return unlessUnreadable(() -> {
            RegistrationData data = manager.verify(
                    new RegistrationRequest(attestation, clientData, transports),
                    new RegistrationParameters(server(challenge), PARAMETERS, true, true));
            var authenticator = requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            var credential = requireNonNull(authenticator.getAttestedCredentialData());
            return new NewPasskey(
                    Answers.text(credential.getCredentialId()),
                    Answers.text(credentials.convert(credential)),
                    List.copyOf(transports),
                    authenticator.getSignCount(),
                    authenticator.isFlagBE(),
                    authenticator.isFlagBS());
        });
    }

    /** What a passkey's answer to a challenge is worth. */
    Signature signed(Passkey passkey, byte[] challenge, byte[] authenticatorData, byte[] clientData, byte[] signature) {
        return unlessUnreadable(() -> signature(passkey, challenge, authenticatorData, clientData, signature))
                .orElseGet(Signature.Bad::new);
    }

    private Signature signature(
            Passkey passkey, byte[] challenge, byte[] authenticatorData, byte[] clientData, byte[] signature) {
        var credential = credentials.convert(Base64.getUrlDecoder().decode(passkey.credential()));
        var stored = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible(),
                passkey.backedUp(),
                passkey.signCount(),
                credential,
                null,
                null,
                null,
                null);
        try {
            AuthenticationData data = manager.verify(
                    new AuthenticationRequest(credential.getCredentialId(), authenticatorData, clientData, signature),
                    new AuthenticationParameters(
                            server(challenge), stored, List.of(credential.getCredentialId()), true, true));
            var said = requireNonNull(data.getAuthenticatorData());
            return new Signature.Good(said.getSignCount(), said.isFlagBS());
        } catch (MaliciousCounterValueException copied) {
            // Looked at once the signature was found to be right.
            return new Signature.OfACopy();
        }
    }

    byte[] credentialId(Passkey passkey) {
        return credentials
                .convert(Base64.getUrlDecoder().decode(passkey.credential()))
                .getCredentialId();
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(relyingParty)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** What a stranger sent is read here, and whatever is wrong with it, it is the same to us. */
    private static <T> Optional<T> unlessUnreadable(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
