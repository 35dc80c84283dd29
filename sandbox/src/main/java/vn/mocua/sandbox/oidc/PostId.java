package vn.mocua.sandbox.oidc;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.PostIdAccount;
import vn.mocua.sandbox.town.PostIdAccounts;

/** Vietnam Post's accounts in the words of OpenID Connect, and of its Identity Assurance for what a clerk checked. */
record PostId(PostIdAccounts accounts) implements House {

    static final SigningKey.Algorithm ALGORITHM = SigningKey.Algorithm.RS256;

    private static final List<String> VERIFIED =
            List.of("name", "birthdate", "gender", "national_id", "phone_number", "address");

    @Override
    public String key() {
        return "postid";
    }

    @Override
    public Outside system() {
        return Outside.POST;
    }

    @Override
    public SigningKey.Algorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public Map<String, Set<String>> scopes() {
        var scopes = new LinkedHashMap<String, Set<String>>();
        scopes.put("openid", Set.of());
        scopes.put("profile", Set.of("name", "birthdate", "gender"));
        scopes.put("email", Set.of("email"));
        scopes.put("phone", Set.of("phone_number"));
        scopes.put("address", Set.of("address"));
        scopes.put("identity", Set.of("national_id", "verified_claims"));
        return scopes;
    }

    @Override
    public Set<String> essential() {
        return Set.of("national_id", "birthdate");
    }

    @Override
    public Map<String, Object> metadata() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("verified_claims_supported", true);
        metadata.put("trust_frameworks_supported", List.of("vn_postid"));
        metadata.put("evidence_supported", List.of("document"));
        metadata.put("documents_check_methods_supported", List.of("vpip"));
        metadata.put("claims_in_verified_claims_supported", VERIFIED);
        return metadata;
    }

    @Override
    public List<String> returns() {
        return List.of(
                "/register/vietnam-post/return",
                "/account/raise/vietnam-post/return",
                "/forgot-password/prove/vietnam-post/return");
    }

    @Override
    public Optional<Account> account(String username) {
        return accounts.find(username).map(PostId::account);
    }

    @Override
    public List<Account> cast() {
        return accounts.ofCast().stream().map(PostId::account).toList();
    }

    private static Account account(PostIdAccount holder) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("name", holder.fullName());
        claims.put("birthdate", holder.birthDate());
        claims.put("gender", holder.female() ? "female" : "male");
        claims.put("phone_number", holder.phone());
        claims.put("email", holder.email());
        claims.put("address", Map.of("formatted", holder.address()));
        claims.put("national_id", holder.nationalId());
        var checked = holder.checked();
        if (checked != null) {
            claims.put("verified_claims", verified(checked, claims));
        }
        return new Account(
                holder.username(),
                holder.password(),
                UUID.nameUUIDFromBytes(("postid " + holder.username()).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                holder.fullName(),
                claims);
    }

    /** OpenID Connect for Identity Assurance 1.0: what was verified, how, where, and when. */
    private static Map<String, Object> verified(PostIdAccount.Check checked, Map<String, Object> all) {
        var check = new LinkedHashMap<String, Object>();
        check.put("check_method", "vpip");
        check.put("organization", checked.office());
        check.put("time", checked.at().toString());
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("type", "document");
        evidence.put("check_details", List.of(check));
        var verification = new LinkedHashMap<String, Object>();
        verification.put("trust_framework", "vn_postid");
        verification.put("assurance_level", "2");
        verification.put("time", checked.at().toString());
        verification.put("evidence", List.of(evidence));
        var claims = new LinkedHashMap<String, Object>();
        VERIFIED.forEach(name -> claims.put(name, Objects.requireNonNull(all.get(name))));
        var verified = new LinkedHashMap<String, Object>();
        verified.put("verification", verification);
        verified.put("claims", claims);
        return verified;
    }
}
