package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A company's people act for it from accounts of their own: invited, verified, named in what they do, kept to their role,
 * and sent away.
 */
class ActingForCompaniesTest {

    private static final String PEOPLE = "/account/people";
    private static final String INVITE = PEOPLE + "/invite";
    private static final String COMPANIES = "/account/companies";
    private static final String ACTIVITY = "/account/activity";

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @Test
    void inVietnameseOnPhones() {
        try (var office = Window.phone(installation);
                var binhs = Window.handset(installation);
                var chis = Window.wide(installation, 390, false)) {
            new Story(sandbox.business("may-chieu"), Words.VI, office, binhs, chis).goes();
        }
    }

    @Test
    void inEnglishOnDesks() {
        try (var office = Window.desk(installation);
                var binhs = Window.desk(installation);
                var chis = Window.wide(installation, 1280, false)) {
            new Story(sandbox.business("may-chieu-hue"), Words.EN, office, binhs, chis).goes();
        }
    }

    /**
     * Bình becomes a representative, Chi a delegate of his.
     *
     * @param office where somebody holds the company's own password
     * @param chis without script
     */
    private final class Story {

        private final Sandbox.Business company;
        private final String name;
        private final Words words;
        private final Window office;
        private final Window binhs;
        private final Window chis;
        private final Person binh = sandbox.someone();
        private final Person chi = Stream.generate(sandbox::someone)
                .filter(each -> !each.fullName().equals(binh.fullName()))
                .findFirst()
                .orElseThrow();

        Story(Sandbox.Business company, Words words, Window office, Window binhs, Window chis) {
            this.company = company;
            // The account has a plain hyphen where the records have a dash.
            this.name = company.organisationName().replace('\u2013', '-');
            this.words = words;
            this.office = office.mayAlsoAsk(sandbox.url());
            this.binhs = binhs.mayAlsoAsk(sandbox.url());
            this.chis = chis;
        }

        void goes() {
            theCompanyInvitesBinh();
            binhIsVerifiedAccepts();
            binhActsAndInvitesChi();
            chiAcceptsAndActs();
            chiMayNotDoWhatOnlyARepresentativeMay();
            binhIsTheLastRepresentative();
            binhSendsChiAway();
            whatWasDoneCarriesNames();
            binhGoesBackAndCannotLeave();
            theCompanyItselfSendsBinhAway();
        }

        private void theCompanyInvitesBinh() {
            Walk.registersCompany(installation, company, office, words);
            office.open(PEOPLE).look("people-nobody");
            office.follow(words.either("MỜI NGƯỜI", "INVITE SOMEBODY"));
            office.at(INVITE).look("people-invite");
            office.press(words.either("MỜI", "INVITE"));
            office.errors().waitFor();
            office.look("people-invite-wrong");
            fillsIn(office, binh);
            office.main().locator("label[for=role-representative]").click();
            office.press(words.either("MỜI", "INVITE"));
            office.at(PEOPLE).look("people-invited");
            assertThat(office.text())
                    .contains(binh.fullName(), words.either("Chờ trả lời", "Has not answered yet"))
                    .doesNotContain(binh.nationalId());
        }

        private void binhIsVerifiedAccepts() {
            signsIn(binh, binhs);
            binhs.look("account-asked");
            opensTheInvitation(binhs, "companies-asked");
            binhs.look("invitation-level");
            assertThat(binhs.text())
                    .contains(name, company.taxCode(), words.either("Người đại diện", "Representative"));
            assertThat(binhs.button(accept()).count()).isZero();
            binhs.follow(words.either("Nâng mức xác minh", "Raise your level"));
            raises();
            opensTheInvitation(binhs, "companies-asked");
            binhs.look("invitation");
            binhs.press(accept());
            binhs.at(COMPANIES).look("companies-accepted");
        }

        private void raises() {
            binhs.at("/account/raise");
            new Walk(installation, binh, binhs, words).choose("VNeID");
            binhs.press(words.goOn);
            binhs.at("/account/raise/vneid/sign-in");
            binhs.press(words.either("Đăng nhập bằng VNeID", "Sign in with VNeID"));
            new Elsewhere(binhs, sandbox.url(), "vneid").signsIn(binh.vneidUsername(), binh.vneidPassword());
            binhs.at("/account");
        }

        private void binhActsAndInvitesChi() {
            acts(binhs, binh);
            binhs.look("account-acting");
            binhs.open(PEOPLE).look("people-one-representative");
            binhs.follow(words.either("MỜI NGƯỜI", "INVITE SOMEBODY"));
            binhs.at(INVITE);
            if (words == Words.EN) {
                invitesChiByKeyboard();
            } else {
                fillsIn(binhs, chi);
                binhs.main().locator("label[for=role-delegate]").click();
                binhs.main().locator("[name=lastDay]").fill(day(30));
                binhs.press(words.either("MỜI", "INVITE"));
            }
            binhs.at(PEOPLE).look("people");
            assertThat(binhs.text())
                    .contains(chi.fullName(), day(30), words.either("mời ngày", "Invited by " + binh.fullName()));
        }

        private void invitesChiByKeyboard() {
            var keys = new Keyboard(binhs);
            keys.tabTo("nationalId").type(chi.nationalId());
            keys.tabTo("fullName").type(chi.fullName());
            keys.tabTo("role-representative");
            binhs.page().keyboard().press("ArrowDown");
            binhs.page().keyboard().press("ArrowDown");
            assertThat(keys.focused("element.id + element.checked")).isEqualTo("role-delegatetrue");
            keys.tabTo("lastDay").type(day(30)).enter();
        }

        private void chiAcceptsAndActs() {
            signsIn(chi, chis);
            opensTheInvitation(chis, "companies-asked");
            chis.look("invitation-delegate");
            assertThat(chis.text()).contains(binh.fullName(), day(30), words.either("Người được uỷ quyền", "Delegate"));
            chis.press(accept());
            chis.at(COMPANIES).look("companies-accepted");
            acts(chis, chi);
            chis.look("account-acting-delegate");
        }

        private void chiMayNotDoWhatOnlyARepresentativeMay() {
            for (var page : new String[] {"phone", "password", "people", "close"}) {
                assertThat(chis.main()
                                .locator(".tiles a[href='/account/" + page + "']")
                                .count())
                        .as("the way to " + page)
                        .isZero();
                chis.open("/account/" + page)
                        .under(words.either(
                                "Vai trò của bạn không mở được trang này", "Your role does not open this page"));
                chis.open("/account");
            }
            chis.open(INVITE).look("role-refused");
            chis.follow(words.either("Về tài khoản của tổ chức", "Back to the organisation’s account"));
            chis.at("/account").under(words.hello + " " + name);

            chis.page().locator(".acting button").click();
            chis.at(COMPANIES).look("companies");
            assertThat(chis.page().locator(".acting").count()).isZero();
            chis.follow(words.either("Xem vai trò, hoặc thôi ", "See the role, or leave ") + name);
            chis.under(name).look("company-delegate");
            chis.press(words.either("Làm việc thay", "Act for it"));
            isActing(chis, chi);
        }

        private void binhIsTheLastRepresentative() {
            binhs.open(PEOPLE);
            binhs.follow(words.either("Thay đổi ", "Change ") + binh.fullName());
            binhs.under(binh.fullName()).look("person-last-representative");
            assertThat(binhs.text()).contains(words.either("người đại diện cuối cùng", "the last representative"));
            assertThat(binhs.button(endIt()).count()).isZero();
        }

        private void binhSendsChiAway() {
            opensChi();
            binhs.look("person");
            binhs.main().locator("[name=lastDay]").fill("31/02/2099");
            binhs.press(words.either("LƯU", "SAVE"));
            binhs.errors().waitFor();
            binhs.look("person-wrong");
            binhs.main().locator("[name=lastDay]").fill(day(2));
            binhs.press(words.either("LƯU", "SAVE"));
            binhs.at(PEOPLE);
            assertThat(binhs.text()).contains(day(2)).doesNotContain(day(30));

            opensChi();
            binhs.press(endIt());
            binhs.at(PEOPLE);
            binhs.main().locator("summary").click();
            binhs.look("people-ended");
            assertThat(binhs.main().locator("details").innerText()).contains(chi.fullName());
            // Whatever Chi opens next.
            chis.open(ACTIVITY).at(COMPANIES).look("companies-over");
            assertThat(chis.page().locator(".acting").count()).isZero();
            assertThat(chis.text())
                    .contains(words.either(
                            "Bạn không còn làm việc thay tổ chức đó được nữa",
                            "You cannot act for that organisation any more"));
            assertThat(chis.button(words.either("Làm việc thay ", "Act for it ") + name)
                            .count())
                    .isZero();
        }

        private void opensChi() {
            binhs.open(PEOPLE);
            binhs.follow(words.either("Thay đổi ", "Change ") + chi.fullName());
            binhs.under(chi.fullName());
        }

        private void whatWasDoneCarriesNames() {
            binhs.open(ACTIVITY).look("activity-acting");
            for (var window : new Window[] {binhs, office}) {
                window.open(ACTIVITY);
                assertThat(window.main()
                                .locator(".activity li")
                                .filter(new Locator.FilterOptions()
                                        .setHasText(words.either("Đã cho thôi", "was removed")))
                                .first()
                                .innerText())
                        .contains(words.either("do " + binh.fullName() + " làm", "by " + binh.fullName()));
                assertThat(window.text())
                        .contains(words.either("do " + chi.fullName() + " làm", "by " + chi.fullName()));
            }
        }

        private void binhGoesBackAndCannotLeave() {
            binhs.open(PEOPLE + "/take-over").look("take-over");
            new Keyboard(binhs)
                    .tabTo(words.either("Về tài khoản của tôi", "Back to my account"))
                    .enter();
            binhs.at(COMPANIES);
            binhs.open("/account").under(words.hello + " " + binh.fullName());
            binhs.open(COMPANIES);
            binhs.follow(words.either("Xem vai trò, hoặc thôi ", "See the role, or leave ") + name);
            binhs.under(name).look("company-last-representative");
            assertThat(binhs.button(words.either("Thôi làm việc thay tổ chức này", "Leave this organisation"))
                            .count())
                    .isZero();
        }

        /** Its own sign-in remains, so that it may. */
        private void theCompanyItselfSendsBinhAway() {
            office.open(PEOPLE);
            office.follow(words.either("Thay đổi ", "Change ") + binh.fullName());
            office.under(binh.fullName()).look("person-last-of-own");
            office.press(endIt());
            office.at(PEOPLE);
            binhs.press(words.either("Làm việc thay", "Act for it"));
            binhs.at(COMPANIES);
            assertThat(binhs.page().locator(".acting").count()).isZero();
        }

        private void signsIn(Person person, Window window) {
            new Registrant(installation, person).registers();
            new Walk(installation, person, window, words).choosesLanguage().signsIn();
        }

        private void fillsIn(Window window, Person person) {
            window.main().locator("[name=nationalId]").fill(person.nationalId());
            window.main().locator("[name=fullName]").fill(person.fullName());
        }

        private void opensTheInvitation(Window window, String name) {
            window.open("/account");
            window.follow(words.either("Xem lời mời", "See the invitation"));
            window.at(COMPANIES).look(name);
            window.follow(words.either("Xem và trả lời ", "See and answer ") + this.name);
            window.under(words.either("Lời mời làm việc thay tổ chức", "Invitation to act for an organisation"));
        }

        private void acts(Window window, Person person) {
            window.press(words.either("Làm việc thay ", "Act for it ") + name);
            isActing(window, person);
        }

        private void isActing(Window window, Person person) {
            window.at("/account").under(words.hello + " " + name);
            assertThat(window.page().locator(".acting").innerText())
                    .contains(words.either(
                            person.fullName() + " đang làm việc thay cho " + name,
                            person.fullName() + " is acting for " + name));
        }

        private String accept() {
            return words.either("NHẬN LỜI", "ACCEPT");
        }

        private String endIt() {
            return words.either("Cho thôi", "Remove this person");
        }

        private static String day(int further) {
            return DateTimeFormatter.ofPattern("dd/MM/yyyy")
                    .format(LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh")).plusDays(further));
        }
    }
}
