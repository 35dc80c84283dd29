package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who acts for a company gets another role, as the company sees it and as they do. */
class RoleChangeTest {

    private static final String PEOPLE = "/account/people";
    private static final String COMPANIES = "/account/companies";

    /** Other tests register the same companies. */
    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.of("roles", 1, Map.of());
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void inVietnameseOnPhones() {
        try (var office = Window.phone(installation);
                var binhs = Window.handset(installation)) {
            new Story("may-chieu", Words.VI, office, binhs).goes();
        }
    }

    @Test
    void inEnglishOnDesks() {
        try (var office = Window.desk(installation);
                var binhs = Window.desk(installation)) {
            new Story("may-chieu-hue", Words.EN, office, binhs).goes();
        }
    }

    /** Bình, a delegate, becomes a manager. */
    private static final class Story {

        private final Sandbox sandbox = installation.sandbox();
        private final Sandbox.Business company;
        private final String name;
        private final Words words;
        private final Window office;
        private final Window binhs;
        private final Person binh = sandbox.someone();

        /** @param office where somebody holds the company's own password */
        Story(String company, Words words, Window office, Window binhs) {
            this.company = sandbox.business(company);
            // The account has a plain hyphen where the records have a dash.
            this.name = this.company.organisationName().replace('\u2013', '-');
            this.words = words;
            this.office = office.mayAlsoAsk(sandbox.url());
            this.binhs = binhs;
        }

        void goes() {
            Walk.registersCompany(installation, company, office, words);
            binhIsInvitedAsADelegate();
            binhActs();
            binhMayNotSayWhoActs();
            theCompanyMayNotMakeThemARepresentative();
            theCompanyMakesThemAManager();
            binhReadsOfItAndBeginsAnew();
            bothReadOfItLater();
        }

        private void binhIsInvitedAsADelegate() {
            office.open(PEOPLE + "/invite");
            office.main().locator("[name=nationalId]").fill(binh.nationalId());
            office.main().locator("[name=fullName]").fill(binh.fullName());
            office.main().locator("label[for=role-delegate]").click();
            office.press(words.either("MỜI", "INVITE"));
            office.at(PEOPLE);
            assertThat(office.text()).contains(binh.fullName(), delegate());
        }

        private void binhActs() {
            new Registrant(installation, binh).registers();
            new Walk(installation, binh, binhs, words).choosesLanguage().signsIn();
            binhs.open(COMPANIES);
            binhs.follow(words.either("Xem và trả lời ", "See and answer ") + name);
            binhs.press(words.either("NHẬN LỜI", "ACCEPT"));
            binhs.at(COMPANIES);
            acts();
        }

        private void acts() {
            binhs.press(words.either("Làm việc thay ", "Act for it ") + name);
            binhs.at("/account").under(words.hello + " " + name);
            assertThat(binhs.page().locator(".acting").innerText()).contains(binh.fullName(), name);
        }

        private void binhMayNotSayWhoActs() {
            binhs.open(PEOPLE)
                    .under(words.either("Vai trò của bạn không mở được trang này", "Your role does not open this page"))
                    .look("role-refused-delegate");
            assertThat(binhs.text()).contains(delegate());
        }

        /** That must be somebody who is known as surely as the company is. */
        private void theCompanyMayNotMakeThemARepresentative() {
            opensBinh();
            office.look("person-role");
            assertThat(office.main().locator("#role-delegate").isChecked()).isTrue();
            gives("representative");
            PlaywrightAssertions.assertThat(office.main().locator(".notice[role=alert]"))
                    .containsText(words.either("Chưa đổi được", "Not changed"));
            office.look("people-role-refused");
            assertThat(office.text()).contains(delegate());
        }

        private void theCompanyMakesThemAManager() {
            var before = sandbox.mark(binh.phone());
            opensBinh();
            gives("manager");
            office.at(PEOPLE).look("people-role-changed");
            assertThat(office.text()).contains(words.either("Đã lưu vai trò", "The role is kept"));
            assertThat(office.main().locator(".sessions li").first().innerText())
                    .contains(binh.fullName(), manager())
                    .doesNotContain(delegate());
            sandbox.hears(before, binh.phone(), words.either("thanh nguoi quan ly", "made you a manager"));
            opensBinh();
            assertThat(office.main().locator("#role-manager").isChecked()).isTrue();
        }

        private void opensBinh() {
            office.open(PEOPLE);
            office.follow(words.either("Thay đổi ", "Change ") + binh.fullName());
            office.under(binh.fullName());
        }

        private void gives(String role) {
            office.main().locator("label[for=role-" + role + "]").click();
            office.press(words.either("ĐỔI VAI TRÒ", "CHANGE THE ROLE"));
        }

        /** Whatever they open next. */
        private void binhReadsOfItAndBeginsAnew() {
            binhs.open("/account/activity").at(COMPANIES).look("companies-another-role");
            assertThat(binhs.page().locator(".acting").count()).isZero();
            assertThat(binhs.text())
                    .contains(words.either("Tổ chức vừa đổi vai trò của bạn", "has just changed your role"), manager())
                    .doesNotContain(delegate());
            binhs.follow(words.either("Xem vai trò, hoặc thôi ", "See the role, or leave ") + name);
            binhs.under(name).look("company-manager");
            assertThat(binhs.text()).contains(manager());
            binhs.open(COMPANIES);
            acts();
            binhs.open(PEOPLE).look("people-manager");
            assertThat(binhs.text()).contains(binh.fullName());
            binhs.open("/account/password")
                    .under(words.either("Vai trò của bạn không mở được trang này", "Your role does not open this page"))
                    .look("role-refused-manager");
            assertThat(binhs.text()).contains(manager());
        }

        private void bothReadOfItLater() {
            office.open("/account/activity").look("activity-role-changed");
            assertThat(line(office, words.either("Đã đổi vai trò", "The role of somebody who acts was changed")))
                    .contains(binh.fullName(), manager());
            binhs.open("/account");
            binhs.page().locator(".acting button").click();
            binhs.at(COMPANIES);
            binhs.open("/account/activity");
            assertThat(line(binhs, words.either("đã đổi vai trò của bạn", "changed your role")))
                    .contains(name, manager());
        }

        private static String line(Window window, String act) {
            return window.main()
                    .locator(".activity li")
                    .filter(new Locator.FilterOptions().setHasText(act))
                    .first()
                    .innerText();
        }

        private String delegate() {
            return words.either("Người được uỷ quyền", "Delegate");
        }

        private String manager() {
            return words.either("Người quản lý", "Manager");
        }
    }
}
