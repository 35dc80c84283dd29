package vn.mocua.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "Vũ Thúy Hòa, Vũ Thuý Hoà",
        "NGUYỄN VĂN AN, Nguyễn  Văn An",
        "Quý, Qúy",
        "Đỗ Thủy, Ðỗ Thuỷ",
        "H'Linh Êban, H’Linh Êban",
        "Khoẻ, Khỏe"
    })
    void theSameNameInAnotherSpelling(String one, String other) {
        assertThat(Spelling.same(one, other)).isTrue();
        assertThat(Spelling.same(Normalizer.normalize(one, Normalizer.Form.NFD), other))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Vy, Vi",
        "Tran Thi Mai, Trần Thị Mai",
        "Nguyễn Văn An, Nguyễn An Văn",
        "Hoa, Hòa",
        "Đỗ Mai, Dỗ Mai",
        "Lan, Lân",
        "An Bình, Anbình"
    })
    void anotherName(String one, String other) {
        assertThat(Spelling.same(one, other)).isFalse();
        assertThat(Spelling.score(one, other)).isBetween(0, 99);
    }

    @ParameterizedTest
    @CsvSource({"martha, marhta, 96", "dixon, dicksonx, 81", "abc, xyz, 0"})
    void theScoreIsJaroWinklers(String one, String other, int score) {
        assertThat(Spelling.score(one, other)).isEqualTo(score);
    }
}
