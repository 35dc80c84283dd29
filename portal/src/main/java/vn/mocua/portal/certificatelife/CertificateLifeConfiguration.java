package vn.mocua.portal.certificatelife;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificateLifeSettings.class)
class CertificateLifeConfiguration {}
