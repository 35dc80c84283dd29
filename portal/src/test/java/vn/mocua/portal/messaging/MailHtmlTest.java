package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.messaging.EmailSender.Mail;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.TextsForTests;

class MailHtmlTest {

    private final MailHtml html = new MailHtml(TextsForTests.texts(), URI.create("https://dichvucong.example.vn"));

    @Test
    void aMailHasThePortalsNameItsParagraphsAndALanguage() {
        var page = laidOut(Language.EN, "Subject", "Hello,\n\nfirst line\nsecond line\n\n\nPublic Service Portal\n");

        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.title()).isEqualTo("Subject");
        assertThat(page.select("p").eachText())
                .containsExactly(
                        "Public Service Portal",
                        "Hello,",
                        "first line second line",
                        "Public Service Portal",
                        TextsForTests.texts().text(Language.EN, "mail.automatic"));
        assertThat(laidOut(Language.VI, "Thư", "Xin chào").select("html").attr("lang"))
                .isEqualTo("vi");
    }

    @Test
    void ourOwnAddressBecomesAButtonWithTheAddressBeneath() {
        var address = "https://dichvucong.example.vn/not-me/abc_D-1?a=1&b=2";
        var page = laidOut(Language.VI, "Thư", "Mở liên kết này:\n" + address + "\n\nHết");

        assertThat(page.select("a")).singleElement().satisfies(link -> {
            assertThat(link.attr("href")).isEqualTo(address);
            assertThat(link.text()).isEqualTo("Mở trang này");
            assertThat(link.nextElementSiblings().eachText()).contains(address);
        });
    }

    @Test
    void nobodyElsesAddressCanBeFollowed() {
        for (var address : new String[] {
            "https://evil.example/",
            "https://dichvucong.example.vn.evil.example/",
            "https://dichvucong.example.vn@evil.example/",
            "javascript:alert(1)",
            "https://dichvucong.example.vn/\" onclick=\"x"
        }) {
            assertThat(laidOut(Language.VI, "Thư", "x\n" + address + "\ny").select("a"))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrittenIsShownAndNotObeyed() {
        var nasty = "<script>alert(1)</script><img src=x> & \"quoted\" 'too'";
        var page = laidOut(Language.VI, nasty, nasty);

        assertThat(page.select("script, img, iframe, form, object")).isEmpty();
        assertThat(page.title()).isEqualTo(nasty);
        assertThat(page.select("p").eachText()).contains(nasty);
    }

    @Test
    void nothingIsFetchedAndNothingIsHidden() {
        var raw = html.of(new Mail("an@example.vn", Language.VI, "Thư", "Xin chào"));

        assertThat(raw).doesNotContain("src=", "url(", "@import", "<link", "http");
        assertThat(Jsoup.parse(raw).select("[style*=display:none], [hidden]")).isEmpty();
    }

    @Test
    void itCanBeReadByDayAndByNight() {
        var raw = html.of(new Mail("an@example.vn", Language.VI, "Thư", "Xin chào"));
        var page = Jsoup.parse(raw);

        assertThat(page.select("meta[name=color-scheme]").attr("content")).isEqualTo("light dark");
        var style = page.select("style").stream().map(Element::data).findFirst().orElseThrow();
        var night = style.substring(style.indexOf("prefers-color-scheme:dark"));
        for (var name : new String[] {"body", ".paper", ".name", ".muted", ".go"}) {
            assertThat(Pattern.compile("(?m)^" + Pattern.quote(name) + "\\{")
                            .matcher(style)
                            .find())
                    .as(name)
                    .isTrue();
            assertThat(night).contains("\n" + name + "{");
        }
    }

    private Document laidOut(Language language, String subject, String text) {
        return Jsoup.parse(html.of(new Mail("an@example.vn", language, subject, text)));
    }
}
