package vn.mocua.portal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import vn.mocua.portal.RunningPortal;

/** Steps are found by their whole address, before controllers, and stand in the way of none. */
class StepAddressesTest {

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void everyStepIsFoundAndCountedUnderItsJourney() throws Exception {
        var addresses = portal.bean(StepAddresses.class);
        for (var address : steps()) {
            var request = request(address);
            assertThat(addresses.getHandler(request)).as(address).isNotNull();
            assertThat(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                    .isEqualTo(address.substring(0, address.lastIndexOf('/')) + "/*");
        }
        assertThat(addresses.getHandler(request("/register"))).isNull();
        assertThat(addresses.getHandler(request("/register/mobile-subscriber/resume")))
                .isNull();
    }

    @Test
    void noControllerHasAPageAtTheAddressOfAStep() throws Exception {
        var controllers = portal.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (var address : steps()) {
            assertThat(controllers.getHandler(request(address))).as(address).isNull();
        }
    }

    private List<String> steps() {
        var all = new ArrayList<String>();
        for (var source : portal.context().getBeansOfType(JourneySource.class).values()) {
            source.journeys().forEach(journey -> add(all, journey));
        }
        assertThat(all).hasSizeGreaterThan(50);
        return all;
    }

    private static <S> void add(List<String> all, Journey<S> journey) {
        journey.steps().forEach(step -> all.add(journey.address(step)));
    }

    private static MockHttpServletRequest request(String address) {
        var request = new MockHttpServletRequest("GET", address);
        ServletRequestPathUtils.parseAndCache(request);
        return request;
    }
}
