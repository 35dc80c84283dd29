package vn.mocua.portal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets rooms tidy up after themselves from time to time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Schedules {}
