package vn.mocua.portal.database;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    static OwnerDatabase ownerDatabase(
            @Value("${spring.flyway.url:${spring.datasource.url}}") String url,
            @Value("${spring.flyway.user:${spring.datasource.username:}}") String role,
            @Value("${spring.flyway.password:${spring.datasource.password:}}") String password) {
        return new OwnerDatabase(new DriverManagerDataSource(url, role, password));
    }
}
