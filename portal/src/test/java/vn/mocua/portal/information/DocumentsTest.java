package vn.mocua.portal.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.page.Language;

/** The texts that people agree to. */
class DocumentsTest {

    private final Documents documents = at("2026-11-23T02:00:00Z");

    @Test
    void aConsentCanNameWhatWasAgreedTo() {
        assertThat(documents.current())
                .extracting(Documents.Document::name, Documents.Document::version)
                .containsExactly(
                        Tuple.tuple(Documents.TERMS, "2026-11-01"),
                        Tuple.tuple(Documents.SHARING_POLICY, "2026-11-01"));
        assertThat(documents.current(Documents.TERMS).fingerprint()).matches("[0-9a-f]{64}");
        assertThat(documents.current(Documents.TERMS).fingerprint())
                .isNotEqualTo(documents.current(Documents.SHARING_POLICY).fingerprint());
    }

    @Test
    void aVersionIsInForceFromItsFirstMinuteInVietnam() {
        assertThat(at("2026-10-31T17:00:00Z").current(Documents.TERMS).version())
                .isEqualTo("2026-11-01");
    }

    @Test
    void bothLanguagesHaveTheSameParts() {
        for (var name : List.of(Documents.TERMS, Documents.SHARING_POLICY)) {
            for (var version : documents.versions(name)) {
                assertThat(shape(documents.text(name, version, Language.EN).orElseThrow()))
                        .isEqualTo(
                                shape(documents.text(name, version, Language.VI).orElseThrow()));
            }
        }
    }

    private static List<String> shape(Prose prose) {
        return prose.blocks().stream()
                .map(block -> block instanceof Prose.Block.Points points
                        ? "points " + points.points().size()
                        : block.getClass().getSimpleName())
                .toList();
    }

    @Test
    void whatNeverWasIsNotFound() {
        assertThat(documents.text(Documents.TERMS, "2020-01-01", Language.VI)).isEmpty();
        assertThatThrownBy(() -> documents.current("gossip")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linksPointsAndHeadingsAreRead() {
        var prose = Prose.read("# Title\n\n## Part\n\nGo [home](/) now,\nplease.\n\n- one\n- two\n");
        assertThat(prose.title()).isEqualTo("Title");
        assertThat(prose.blocks())
                .containsExactly(
                        new Prose.Block.Heading("Part"),
                        new Prose.Block.Paragraph(List.of(
                                new Prose.Span("Go ", null),
                                new Prose.Span("home", "/"),
                                new Prose.Span(" now, please.", null))),
                        new Prose.Block.Points(
                                List.of(List.of(new Prose.Span("one", null)), List.of(new Prose.Span("two", null)))));
    }

    private static Documents at(String instant) {
        return new Documents(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
