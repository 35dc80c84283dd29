package vn.mocua.portal.notice;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.vault.SealedColumn;

/** The masked addresses of notices are sealed, and take part in a change of keys. */
@Configuration(proxyBeanMethods = false)
class NoticeVault {

    @Bean
    static SealedColumn noticeAddress() {
        return SealedColumn.of("notice_fate", "id", "address");
    }
}
