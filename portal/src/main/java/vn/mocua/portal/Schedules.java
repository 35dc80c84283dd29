package vn.mocua.portal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import vn.mocua.portal.command.WhileServing;

/** Lets rooms tidy up after themselves from time to time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@WhileServing
class Schedules {}
