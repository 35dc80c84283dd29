package vn.mocua.portal.selfservice;

import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.DOCUMENT;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.H1;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.H2;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.L;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.LBL;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.LI;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.L_BODY;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.P;
import static org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes.SECT;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Sets a copy on pages of A4: the portal's own letters are in the file, and headings, lists and the language are marked, so
 * that it can be listened to as well as read (ISO 32000-1, 14.8). One is made for each file.
 */
final class CopyAsPdf {

    private static final float MARGIN = 56;
    private static final float BOTTOM = 64;
    private static final float NAMES = 150;
    private static final float GAP = 12;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float LEADING = 1.45f;
    private static final Color INK = new Color(0x21, 0x1A, 0x16);
    private static final Color QUIET = new Color(0x5C, 0x52, 0x4B);
    private static final Color RED = new Color(0x7A, 0x1F, 0x1A);

    private record Style(PDFont font, float size, Color color) {

        float width(String text) throws IOException {
            return font.getStringWidth(text) / 1000 * size;
        }
    }

    private final PDDocument document;
    private final PDStructureElement root;
    private final Style title;
    private final Style heading;
    private final Style name;
    private final Style text;
    /** Of each page, the elements that its marks belong to, in the order of the marks. */
    private final List<COSArray> marks = new ArrayList<>();

    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream out;
    private float y;

    private CopyAsPdf(PDDocument document, String language, String called) throws IOException {
        this.document = document;
        var regular = font("400");
        var bold = font("600");
        this.title = new Style(bold, 18, RED);
        this.heading = new Style(bold, 13, RED);
        this.name = new Style(regular, 9.5f, QUIET);
        this.text = new Style(regular, 9.5f, INK);
        var catalog = document.getDocumentCatalog();
        var tree = new PDStructureTreeRoot();
        catalog.setStructureTreeRoot(tree);
        catalog.setLanguage(language);
        var marked = new PDMarkInfo();
        marked.setMarked(true);
        catalog.setMarkInfo(marked);
        document.getDocumentInformation().setTitle(called);
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        this.root = child(tree, DOCUMENT);
        this.out = page();
    }

    static void write(ReadableCopy copy, String language, OutputStream to) throws IOException {
        try (var document = new PDDocument()) {
            var setting = new CopyAsPdf(document, language, copy.title());
            setting.set(copy);
            setting.end();
            document.save(to);
        }
    }

    private PDFont font(String weight) throws IOException {
        try (var letters = CopyAsPdf.class.getResourceAsStream("/fonts/be-vietnam-pro-" + weight + ".ttf")) {
            return PDType0Font.load(document, Objects.requireNonNull(letters), true);
        }
    }

    private void set(ReadableCopy copy) throws IOException {
        paragraph(root, H1, title, copy.title());
        for (var each : copy.about()) {
            paragraph(root, P, text, each);
        }
        for (var part : copy.parts()) {
            var section = child(root, SECT);
            y -= 14;
            keepTogether(70);
            paragraph(section, H2, heading, part.title());
            if (part.rows().isEmpty()) {
                paragraph(section, P, text, copy.nothing());
            }
            for (var row : part.rows()) {
                row(section, row);
            }
        }
    }

    private void paragraph(PDStructureNode parent, String kind, Style style, String words) throws IOException {
        var element = child(parent, kind);
        for (var line : lines(style, words, WIDTH)) {
            keepTogether(style.size() * LEADING);
            y -= style.size() * LEADING;
            show(element, style, MARGIN, line);
        }
        y -= 4;
    }

    private void row(PDStructureNode section, List<ReadableCopy.Line> row) throws IOException {
        var list = child(section, L);
        var step = text.size() * LEADING;
        keepTogether(Math.min(row.size(), 6) * step + 8);
        for (var each : row) {
            var item = child(list, LI);
            var label = child(item, LBL);
            var body = child(item, L_BODY);
            var names = lines(name, each.name(), NAMES);
            var values = lines(text, each.value(), WIDTH - NAMES - GAP);
            for (int i = 0; i < Math.max(names.size(), values.size()); i++) {
                keepTogether(step);
                y -= step;
                if (i < names.size()) {
                    show(label, name, MARGIN, names.get(i));
                }
                if (i < values.size()) {
                    show(body, text, MARGIN + NAMES + GAP, values.get(i));
                }
            }
        }
        y -= 8;
    }

    private void show(PDStructureElement element, Style style, float x, String line) throws IOException {
        var ofPage = marks.getLast();
        out.beginMarkedContent(COSName.getPDFName(element.getStructureType()), ofPage.size());
        write(style, x, y, line);
        out.endMarkedContent();
        var mark = new PDMarkedContentReference();
        mark.setPage(pages.getLast());
        mark.setMCID(ofPage.size());
        element.appendKid(mark);
        ofPage.add(element.getCOSObject());
    }

    private void write(Style style, float x, float at, String line) throws IOException {
        out.beginText();
        out.setFont(style.font(), style.size());
        out.setNonStrokingColor(style.color());
        out.newLineAtOffset(x, at);
        out.showText(line);
        out.endText();
    }

    /** Begins another page when so much does not fit on this one. */
    private void keepTogether(float height) throws IOException {
        if (y - height < BOTTOM) {
            out.close();
            out = page();
        }
    }

    private PDPageContentStream page() throws IOException {
        var page = new PDPage(PDRectangle.A4);
        page.setStructParents(pages.size());
        document.addPage(page);
        pages.add(page);
        marks.add(new COSArray());
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    /** Numbers the pages, which nobody needs to hear, and says whose each mark is. */
    private void end() throws IOException {
        out.close();
        Map<Integer, PDParentTreeValue> owners = new HashMap<>();
        for (int i = 0; i < pages.size(); i++) {
            out = new PDPageContentStream(document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true, true);
            out.beginMarkedContent(COSName.ARTIFACT);
            var number = (i + 1) + " / " + pages.size();
            write(name, MARGIN + WIDTH - name.width(number), BOTTOM - 28, number);
            out.endMarkedContent();
            out.close();
            owners.put(i, new PDParentTreeValue(marks.get(i)));
        }
        var numbers = new PDNumberTreeNode(PDParentTreeValue.class);
        numbers.setNumbers(owners);
        var tree = document.getDocumentCatalog().getStructureTreeRoot();
        tree.setParentTree(numbers);
        tree.setParentTreeNextKey(pages.size());
    }

    private static PDStructureElement child(PDStructureNode parent, String kind) {
        var element = new PDStructureElement(kind, parent);
        parent.appendKid(element);
        return element;
    }

    /** Broken between words, and within one that is longer than a line. */
    private static List<String> lines(Style style, String words, float width) throws IOException {
        var all = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : writable(style.font(), words).split(" ")) {
            var joined = line.isEmpty() ? word : line + " " + word;
            if (style.width(joined) <= width) {
                line.setLength(0);
                line.append(joined);
                continue;
            }
            if (!line.isEmpty()) {
                all.add(line.toString());
                line.setLength(0);
            }
            for (int i = 0; i < word.length(); i++) {
                if (style.width(line.toString() + word.charAt(i)) > width) {
                    all.add(line.toString());
                    line.setLength(0);
                }
                line.append(word.charAt(i));
            }
        }
        all.add(line.toString());
        return all;
    }

    /** What the letters can write: each other character is a question mark, as in the name that somebody gave a device. */
    private static String writable(PDFont font, String words) {
        var text = Normalizer.normalize(words, Normalizer.Form.NFC);
        var written = new StringBuilder();
        text.codePoints().forEach(each -> {
            var one = Character.isWhitespace(each) ? " " : Character.toString(each);
            written.append(canWrite(font, one) ? one : "?");
        });
        return written.toString();
    }

    private static boolean canWrite(PDFont font, String one) {
        try {
            font.encode(one);
            return true;
        } catch (IOException | IllegalArgumentException missing) {
            return false;
        }
    }
}
