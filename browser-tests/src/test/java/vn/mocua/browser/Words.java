package vn.mocua.browser;

/** What people read on the pages and press, in either language. */
enum Words {
    VI(
            "vi",
            "Đăng ký",
            "Đăng nhập",
            "Đăng xuất",
            "Vui lòng chọn phương thức đăng ký",
            "Công dân",
            "Thuê bao di động",
            "Tiếp tục",
            "Đăng ký — Thuê bao di động",
            "Số điện thoại",
            "Họ tên",
            "Ngày sinh",
            "Email",
            "Nhập mã xác thực",
            "ĐĂNG KÝ",
            "Đổi mã khác",
            "Nghe mã",
            "Đã đổi sang mã mới.",
            "Xác thực mã OTP",
            "Nhập mã OTP",
            "XÁC NHẬN",
            "Nhập mật khẩu",
            "Xác nhận mật khẩu",
            "Đăng ký thành công",
            "Mức 2 (IAL2)",
            "Tên đăng nhập (Số CMT/CCCD)",
            "Mật khẩu",
            "ĐĂNG NHẬP",
            "Xin chào,",
            "Xoá và bắt đầu lại",
            "Có chỗ cần sửa"),
    EN(
            "en",
            "Register",
            "Sign in",
            "Sign out",
            "Please choose how to register",
            "Citizen",
            "Mobile subscriber",
            "Continue",
            "Register — Mobile subscriber",
            "Phone number",
            "Full name",
            "Date of birth",
            "Email",
            "Enter the digits in the picture",
            "REGISTER",
            "Get another code",
            "Listen to the code",
            "This is a new code.",
            "Enter the code we sent you",
            "One-time code (OTP)",
            "CONFIRM",
            "Enter a password",
            "Confirm the password",
            "You are registered",
            "Level 2 (IAL2)",
            "User name (ID number, CMT/CCCD)",
            "Password",
            "SIGN IN",
            "Hello,",
            "Delete and start again",
            "Something needs correcting");

    final String tag;
    final String register;
    final String signIn;
    final String signOut;
    final String chooserTitle;
    final String citizen;
    final String mobileSubscriber;
    final String goOn;
    final String detailsTitle;
    final String phone;
    final String fullName;
    final String birthDate;
    final String email;
    final String captcha;
    final String registerButton;
    final String renew;
    final String listen;
    final String renewed;
    final String otpTitle;
    final String otp;
    final String confirm;
    final String password;
    final String passwordConfirmation;
    final String doneTitle;
    final String level;
    final String username;
    final String signInPassword;
    final String signInButton;
    final String hello;
    final String restart;
    final String errors;

    Words(
            String tag,
            String register,
            String signIn,
            String signOut,
            String chooserTitle,
            String citizen,
            String mobileSubscriber,
            String goOn,
            String detailsTitle,
            String phone,
            String fullName,
            String birthDate,
            String email,
            String captcha,
            String registerButton,
            String renew,
            String listen,
            String renewed,
            String otpTitle,
            String otp,
            String confirm,
            String password,
            String passwordConfirmation,
            String doneTitle,
            String level,
            String username,
            String signInPassword,
            String signInButton,
            String hello,
            String restart,
            String errors) {
        this.tag = tag;
        this.register = register;
        this.signIn = signIn;
        this.signOut = signOut;
        this.chooserTitle = chooserTitle;
        this.citizen = citizen;
        this.mobileSubscriber = mobileSubscriber;
        this.goOn = goOn;
        this.detailsTitle = detailsTitle;
        this.phone = phone;
        this.fullName = fullName;
        this.birthDate = birthDate;
        this.email = email;
        this.captcha = captcha;
        this.registerButton = registerButton;
        this.renew = renew;
        this.listen = listen;
        this.renewed = renewed;
        this.otpTitle = otpTitle;
        this.otp = otp;
        this.confirm = confirm;
        this.password = password;
        this.passwordConfirmation = passwordConfirmation;
        this.doneTitle = doneTitle;
        this.level = level;
        this.username = username;
        this.signInPassword = signInPassword;
        this.signInButton = signInButton;
        this.hello = hello;
        this.restart = restart;
        this.errors = errors;
    }

    /** What only one journey reads, in this language. */
    String either(String vietnamese, String english) {
        return this == VI ? vietnamese : english;
    }
}
