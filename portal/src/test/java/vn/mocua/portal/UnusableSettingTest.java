package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnusableSettingTest {

    private final UnusableSetting analyzer = new UnusableSetting();

    @Test
    void aSettingThatStopsTheStartIsSaidInOneLine() {
        var why = new IllegalArgumentException("mocua.limits.nosuch: there is no such limit");

        assertThat(analyzer.analyze(new IllegalStateException("a bean could not be made", why)))
                .satisfies(said -> assertThat(said.getAction()).isEqualTo(why.getMessage()));
    }

    @Test
    void ourOwnMistakesKeepTheirTrace() {
        assertThat(analyzer.analyze(new IllegalArgumentException("no such row")))
                .isNull();
    }
}
