package vn.mocua.sandbox.oidc;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.VneidAccount;
import vn.mocua.sandbox.town.VneidAccounts;

/** VNeID's accounts under the claim names of the real service. */
record Vneid(VneidAccounts accounts) implements House {

    static final SigningKey.Algorithm ALGORITHM = SigningKey.Algorithm.ES256;

    private static final Set<String> CLAIMS = new LinkedHashSet<>(List.of(
            "LoaiTaiKhoan",
            "SoDinhDanh",
            "HoVaTen",
            "NgayThangNamSinh",
            "GioiTinh",
            "TechID",
            "loAs",
            "IAL",
            "MaSoThue",
            "TenDoanhNghiep"));

    @Override
    public String key() {
        return "vneid";
    }

    @Override
    public Outside system() {
        return Outside.VNEID;
    }

    @Override
    public SigningKey.Algorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public Map<String, Set<String>> scopes() {
        return Map.of("openid", CLAIMS);
    }

    @Override
    public Set<String> essential() {
        return Set.of("SoDinhDanh", "NgayThangNamSinh");
    }

    @Override
    public Map<String, Object> metadata() {
        return Map.of();
    }

    @Override
    public List<String> returns() {
        return List.of(
                "/register/vneid/return",
                "/account/raise/vneid/return",
                "/sign-in/vneid/return",
                "/account/linked/vneid/return",
                "/forgot-password/prove/vneid/return");
    }

    @Override
    public Optional<Account> account(String username) {
        return accounts.find(username).map(Vneid::account);
    }

    @Override
    public List<Account> cast() {
        return accounts.ofCast().stream().map(Vneid::account).toList();
    }

    private static Account account(VneidAccount holder) {
        var organisation = holder.organisation();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("LoaiTaiKhoan", organisation == null ? 1 : 2);
        claims.put("SoDinhDanh", holder.nationalId());
        claims.put("HoVaTen", holder.fullName());
        claims.put("NgayThangNamSinh", holder.birthDate());
        claims.put("GioiTinh", holder.female() ? 2 : 1);
        claims.put("TechID", named("TechID " + holder.nationalId()));
        claims.put("loAs", "LoA1");
        claims.put("IAL", holder.level());
        if (organisation != null) {
            claims.put("MaSoThue", organisation.taxCode());
            claims.put("TenDoanhNghiep", organisation.name());
        }
        return new Account(
                holder.username(),
                holder.password(),
                named("vneid " + holder.username()),
                organisation == null ? holder.fullName() : organisation.name(),
                claims);
    }

    private static String named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
