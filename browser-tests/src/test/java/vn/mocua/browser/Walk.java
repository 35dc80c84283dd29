package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Somebody who registers by mobile number and signs in, page by page, reading what a person reads. */
final class Walk {

    static final String DETAILS = Registrant.DETAILS;
    static final String OTP = Registrant.OTP;
    static final String PASSWORD = Registrant.PASSWORD;
    static final String DONE = Registrant.DONE;

    private final Sandbox sandbox;
    private final Person person;
    private final Window window;
    private final Words words;
    private Sandbox.Mark seen;

    Walk(Installation installation, Person person, Window window, Words words) {
        this.sandbox = installation.sandbox();
        this.person = person;
        this.window = window;
        this.words = words;
        this.seen = sandbox.mark(person.phone());
    }

    Person person() {
        return person;
    }

    Window window() {
        return window;
    }

    Walk choosesLanguage() {
        window.open("/");
        if (words == Words.EN) {
            window.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("English"))
                    .click();
            window.page()
                    .waitForCondition(
                            () -> "en".equals(window.page().locator("html").getAttribute("lang")));
        }
        return this;
    }

    /** From the chooser to the first page of a method for citizens. */
    Walk choosesMethod(String method) {
        window.open("/register").under(words.chooserTitle);
        choose(words.citizen);
        choose(method);
        window.press(words.goOn);
        return this;
    }

    Walk reachesDetails() {
        window.open("/register").under(words.chooserTitle);
        choosesMobileSubscriber();
        return this;
    }

    Walk choosesMobileSubscriber() {
        choose(words.citizen);
        choose(words.mobileSubscriber);
        window.press(words.goOn);
        window.at(DETAILS, words.detailsTitle);
        return this;
    }

    /** A card is a label around nothing but words: people press the words. */
    void choose(String card) {
        window.main()
                .locator("label")
                .filter(new Locator.FilterOptions().setHasText(card))
                .first()
                .click();
    }

    Walk fillsInDetails() {
        typesDetails();
        return agrees();
    }

    /** What a form asks of everybody: that they are human, and that they consent. */
    Walk agrees() {
        solvesCaptcha();
        window.main().getByRole(AriaRole.CHECKBOX).check();
        return this;
    }

    Walk typesDetails() {
        window.field(words.username).fill(person.nationalId());
        window.field(words.fullName).fill(person.fullName());
        window.field(words.birthDate).fill(person.birthDate());
        window.field(words.phone).fill(person.phone());
        window.field(words.email).fill(person.email());
        return this;
    }

    Walk solvesCaptcha() {
        window.field(words.captcha).fill(captchaAnswer());
        return this;
    }

    String captchaAnswer() {
        return sandbox.captcha(captchaToken());
    }

    String captchaToken() {
        return window.page().locator("[name=captchaToken]").inputValue();
    }

    Walk sendsDetails() {
        return sendsForm(words.registerButton);
    }

    /** What is sent with this button brings a code. */
    Walk sendsForm(String button) {
        seen = sandbox.mark(person.phone());
        window.press(button);
        return this;
    }

    Walk reachesOtp() {
        reachesDetails();
        fillsInDetails();
        sendsDetails();
        window.at(OTP, words.otpTitle);
        assertThat(window.text()).contains(person.maskedPhone());
        return this;
    }

    String code() {
        return sandbox.codeAfter(seen, person.phone());
    }

    Walk sendsCode(String code) {
        window.field(words.otp).fill(code);
        window.press(words.confirm);
        return this;
    }

    Walk reachesPassword() {
        reachesOtp();
        sendsCode(code());
        window.at(PASSWORD);
        return this;
    }

    Walk typesPasswords() {
        window.field(words.password).fill(Person.PASSWORD);
        window.field(words.passwordConfirmation).fill(Person.PASSWORD);
        return this;
    }

    /** From the code, sent by the page before, to the end; every page is looked at. */
    Walk goesOn(String at, String name) {
        window.at(at + "otp", words.otpTitle).look(name + "-otp");
        assertThat(window.text()).contains(person.maskedPhone());
        sendsCode(code());
        window.at(at + "password").look(name + "-password");
        typesPasswords();
        window.press(words.registerButton);
        window.at(DONE, words.doneTitle).look(name + "-done");
        return this;
    }

    Walk registers() {
        reachesPassword();
        typesPasswords();
        window.press(words.registerButton);
        window.at(DONE, words.doneTitle);
        return this;
    }

    Walk sendsIdAndPassword() {
        return sendsUsernameAndPassword(person.nationalId());
    }

    Walk sendsUsernameAndPassword(String username) {
        window.at("/sign-in");
        seen = sandbox.mark(person.phone());
        window.field(words.username).fill(username);
        window.field(words.signInPassword).fill(Person.PASSWORD);
        window.press(words.signInButton);
        return this;
    }

    Walk signsIn() {
        window.open("/sign-in");
        sendsIdAndPassword();
        window.at("/sign-in/otp");
        sendsCode(code());
        window.at("/account");
        return this;
    }

    /** A company registers by VNeID, with the phone of somebody made for it, and signs in. */
    static void registersCompany(Installation installation, Sandbox.Business company, Window office, Words words) {
        var at = "/register/vneid/";
        var walk = new Walk(installation, installation.sandbox().someone(), office, words).choosesLanguage();
        office.open("/register").under(words.chooserTitle);
        walk.choose(words.either("Doanh nghiệp", "Business"));
        walk.choose("VNeID");
        office.press(words.goOn);
        office.at(at + "sign-in");
        office.press(words.either("Đăng nhập bằng VNeID", "Sign in with VNeID"));
        new Elsewhere(office, installation.sandbox().url(), "vneid")
                .signsIn(company.vneidUsername(), company.vneidPassword());
        office.at(at + "confirm");
        office.field(words.phone).fill(walk.person().phone());
        walk.agrees().sendsDetails();
        office.at(at + "otp");
        walk.sendsCode(walk.code());
        office.at(at + "password");
        walk.typesPasswords();
        office.press(words.registerButton);
        office.at(Walk.DONE, words.doneTitle);
        office.follow(words.signIn);
        walk.sendsUsernameAndPassword(company.taxCode());
        office.at("/sign-in/otp");
        walk.sendsCode(walk.code());
        office.at("/account");
    }
}
