package vn.mocua.portal.passkey;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.abuse.Limit;
import vn.mocua.portal.abuse.Rate;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.vault.SealedColumn;

/** What of a passkey is sealed, how often answers that are none may come, and where an owner minds theirs. */
@Configuration(proxyBeanMethods = false)
class PasskeyRules {

    static final String FAILURES = "passkey-failures-per-network";
    static final String COPIED_NOTICE = "passkey-copied-notice";

    @Bean
    static SealedColumn passkeySealed() {
        return SealedColumn.of("passkey", "id", "sealed");
    }

    @Bean
    static SealedColumn passkeyHandle() {
        return SealedColumn.of("passkey_holder", "account", "handle");
    }

    /** Nobody guesses a signature: this bounds work, and is wide, so that passkeys work on while passwords are stormed. */
    @Bean
    static Limit passkeyFailuresPerNetwork() {
        return new Limit(FAILURES, Rate.of("600/1h"), 30, 1_000_000);
    }

    /** Whoever has a copy of a passkey does not bomb its owner by it. */
    @Bean
    static Limit passkeyCopiedNotice() {
        return new Limit(COPIED_NOTICE, Rate.of("1/4h"), 1, 20);
    }

    @Bean
    static AccountPage passkeysPage() {
        return new AccountPage("passkeys", "/account/passkeys", 20);
    }
}
