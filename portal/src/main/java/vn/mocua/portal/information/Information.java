package vn.mocua.portal.information;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Counters.class)
@PropertySource(value = "classpath:counters.properties", encoding = "UTF-8")
class Information {}
