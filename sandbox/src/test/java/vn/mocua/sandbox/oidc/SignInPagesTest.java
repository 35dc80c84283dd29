package vn.mocua.sandbox.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.page.Words;

/** What a person sees at a provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPagesTest {

    private static final Pattern INLINE =
            Pattern.compile("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("<(?:input|select) id=\"([^\"]+)\"");

    private Sandbox sandbox;
    private Http http;
    private Properties settings;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        http = new Http(sandbox.port());
        settings = new Properties();
        settings.load(Files.newBufferedReader(sandbox.portalProperties()));
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void bothLanguagesHaveAllWords() {
        var english = new Words(SignIn.class, "en");
        var vietnamese = new Words(SignIn.class, "vi");
        assertThat(english.all().stringPropertyNames())
                .isEqualTo(vietnamese.all().stringPropertyNames());
        for (var house : List.of("postid", "vneid")) {
            assertThat(vietnamese.has("sign-in.title." + house)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postid", "vneid"})
    void everyPageIsPlainAndStrictInBothLanguages(String house) throws Exception {
        for (var language : List.of("vi", "en")) {
            var cookie = "language=" + language;
            var site = site(house);
            var asked = site.ask(site.question(), "Cookie", cookie);
            assertPage(asked, language);
            var id = RelyingParty.requestOf(asked);
            assertThat(asked.body()).contains("name=\"username\"", "name=\"password\"", "value=\"cancel\"");
            for (var field : FIELD.matcher(asked.body()).results().toList()) {
                assertThat(asked.body()).contains("<label for=\"" + field.group(1) + "\"");
            }

            var wrong =
                    site.post("/sign-in", Map.of("request", id, "username", "<b>", "password", "x"), "Cookie", cookie);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertPage(wrong, language);
            assertThat(wrong.body()).contains("role=\"alert\"").doesNotContain("<b>");

            var account = sandbox.people().getFirst();
            var username = house.equals("postid")
                    ? sandbox.postId(account).orElseThrow().username()
                    : account.nationalId();
            site.post("/sign-in", Map.of("request", id, "person", username));
            var consent = site.get("/sign-in/" + id, "Cookie", cookie);
            assertPage(consent, language);
            assertThat(consent.body())
                    .contains("value=\"share\"", "value=\"cancel\"", "localhost:8080", account.nationalId());
            assertThat(site.get("/sign-in/" + id + "?other=1").body()).contains("name=\"password\"");
            for (var path : List.of("/nowhere", "/sign-in/0", "/end-session", "/authorize")) {
                assertPage(site.get(path, "Cookie", cookie), language);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postid", "vneid"})
    void theSiteMayWishALanguageAndThePersonChoosesIt(String house) throws Exception {
        var site = site(house);
        var question = site.question();
        question.put("ui_locales", "en-GB vi");
        var page = site.ask(question);
        assertThat(page.body()).contains("<html lang=\"en\">");
        var back = "/" + house + "/sign-in/" + RelyingParty.requestOf(page);
        assertThat(page.body()).contains("/language?to=vi&amp;back=" + back);
        assertThat(http.get("/language?to=vi&back=" + back).headers().firstValue("Location"))
                .contains(back);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/postid/look.css", "/postid/mark.svg", "/vneid/look.css", "/vneid/mark.svg"})
    void whatThePagesReferToIsThere(String path) throws Exception {
        assertThat(http.get(path).statusCode()).isEqualTo(200);
    }

    private RelyingParty site(String house) {
        var name = house.equals("postid") ? "vietnam-post" : "vneid";
        return new RelyingParty(http, settings, house, "http://localhost:8080/register/" + name + "/return");
    }

    private static void assertPage(HttpResponse<String> page, String language) {
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://localhost:8080")
                .doesNotContain("unsafe");
        assertThat(page.body()).contains("<html lang=\"" + language + "\">", "<title>");
        assertThat(page.body().split("<h1>", -1)).hasSize(2);
        assertThat(INLINE.matcher(page.body()).find()).isFalse();
    }
}
