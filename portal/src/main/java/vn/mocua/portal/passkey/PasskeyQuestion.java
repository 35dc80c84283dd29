package vn.mocua.portal.passkey;

/**
 * What script hands to the browser so that it asks for a passkey (WebAuthn 5.5); its user must always be verified.
 *
 * @param challenge base64url
 * @param relyingParty for whom passkeys are kept that may answer
 * @param life for how long an answer is taken, in milliseconds
 */
public record PasskeyQuestion(String challenge, String relyingParty, long life) {}
