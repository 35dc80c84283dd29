package vn.mocua.portal.page;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.UrlHandlerFilter;

/** Whoever types an address with a slash behind it is led to the page, before anything is looked up for them. */
@Configuration(proxyBeanMethods = false)
class TrailingSlashes {

    @Bean
    static FilterRegistrationBean<UrlHandlerFilter> leadsOn() {
        var filter = new FilterRegistrationBean<>(UrlHandlerFilter.trailingSlashHandler("/**")
                .redirect(HttpStatus.PERMANENT_REDIRECT)
                .build());
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 3);
        return filter;
    }
}
