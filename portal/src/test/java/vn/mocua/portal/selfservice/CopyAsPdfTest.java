package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.selfservice.ReadableCopy.Line;
import vn.mocua.portal.selfservice.ReadableCopy.Part;

/** The PDF says what the copy says, in its own letters, and can be listened to. */
class CopyAsPdfTest {

    private static final String LETTERS =
            "Nguyễn Thị Ngọc Ánh, Đắk Lắk: ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ĐƠƯ";

    private static PDDocument pdf(List<Part> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CopyAsPdf.write(
                new ReadableCopy("Dữ liệu tài khoản", List.of("Lấy lúc 10:00."), "Không có gì.", parts), "vi", bytes);
        return Loader.loadPDF(bytes.toByteArray());
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }

    @Test
    void itSaysEveryLineWithEveryVietnameseLetterAndItsFontsAreInTheFile() throws IOException {
        try (var pdf = pdf(List.of(
                new Part("Tài khoản", List.of(List.of(new Line("Họ tên", LETTERS)))),
                new Part("Chứng thư", List.of())))) {
            assertThat(text(pdf)).contains("Dữ liệu tài khoản", "Lấy lúc 10:00.", "Họ tên", "Không có gì.");
            assertThat(text(pdf).replace(" ", "")).contains(LETTERS.replace(" ", ""));
            for (var page : pdf.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Dữ liệu tài khoản");
        }
    }

    @Test
    void whatTheLettersCannotWriteAndWhatIsLongerThanALineKeepsNothingBack() throws IOException {
        var hostile = "iPhone của 王 😀 \u0000\t" + "x".repeat(300);
        try (var pdf = pdf(List.of(new Part("Thiết bị", List.of(List.of(new Line("Tên", hostile))))))) {
            assertThat(text(pdf)).contains("iPhone của ? ?");
            assertThat(text(pdf).replaceAll("[^x]", "")).hasSize(300);
        }
    }

    @Test
    void headingsListsAndTheLanguageAreMarkedAcrossPages() throws IOException {
        var row = List.of(new Line("Lúc", "2026-11-26T10:00:00Z"), new Line("Việc", "Đăng nhập"));
        try (var pdf = pdf(List.of(new Part("Hoạt động", Collections.nCopies(200, row))))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(5);
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("vi");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            var tree = pdf.getDocumentCatalog().getStructureTreeRoot();
            var kinds = new ArrayList<String>();
            var marks = new ArrayList<PDMarkedContentReference>();
            walk(tree, kinds, marks);
            assertThat(kinds).startsWith("Document", "H1", "P", "Sect", "H2", "L", "LI", "Lbl", "LBody");
            assertThat(kinds.stream().filter("L"::equals)).hasSize(200);
            // Every mark is found again by its page and number.
            var owners = tree.getParentTree().getNumbers();
            for (var mark : marks) {
                var owner = (PDParentTreeValue) owners.get(mark.getPage().getStructParents());
                assertThat(owner.getCOSObject()).isNotNull();
                assertThat(mark.getMCID()).isNotNegative();
            }
            assertThat(pdf.getPage(0).getCOSObject().getInt(COSName.STRUCT_PARENTS))
                    .isZero();
        }
    }

    private static void walk(PDStructureNode node, List<String> kinds, List<PDMarkedContentReference> marks) {
        for (var kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                kinds.add(element.getStructureType());
                walk(element, kinds, marks);
            } else if (kid instanceof PDMarkedContentReference mark) {
                marks.add(mark);
            }
        }
    }
}
