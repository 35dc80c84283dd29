package vn.mocua.portal.registration.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.LongText;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Upload;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;

/** What the engine has for pages that wait for somebody else, and for answers that are files or long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingAndParcelsTest {

    private static final String AT = "/register/toy/";

    private final RunningPortal portal = RunningPortal.shared();
    private final Citizen an = Citizen.fresh(portal);
    private RunningPortal.@Nullable Node node;

    /** Stands for a table of ours that a job fills: by draft, what has happened. */
    private static final Map<UUID, String> HAPPENED = new ConcurrentHashMap<>();

    /** Rings, and waits until somebody answers. */
    record Bell() implements Step<Registration, Bell.Form> {

        public record Form(@Secret @Nullable Otp otp) {}

        @Override
        public String key() {
            return "toy-bell";
        }

        @Override
        public String page() {
            return "otp/code.jte";
        }

        @Override
        public Class<Form> form() {
            return Form.class;
        }

        @Override
        public boolean isDone(Registration known) {
            return note(known).equals("answered");
        }

        @Override
        public boolean canBeRepeated() {
            return false;
        }

        @Override
        public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
            return Outcome.await(known.noting("bell", "rung"));
        }

        @Override
        public Outcome<Registration> look(Registration known, Visit visit) {
            if (!note(known).equals("rung")) {
                return Outcome.advance(known);
            }
            return switch (HAPPENED.getOrDefault(visit.draft(), "nothing")) {
                case "nothing" -> Outcome.await(known);
                case "answered" -> Outcome.advance(known.noting("bell", "answered"));
                case "wrong" -> Outcome.again("otp", "otp.wrong", 1);
                case "silent" -> throw new OutsideUnavailable("operator", OutsideUnavailable.Why.SILENT, "");
                default -> Outcome.stop("too-many-tries");
            };
        }

        @Override
        public Map<String, ?> show(Registration known, Visit visit) {
            return Map.of("sentTo", "bell", "now", visit.now(), "nextSendAt", visit.now(), "expiresAt", visit.now());
        }

        private static String note(Registration known) {
            return known.notes().getOrDefault("bell", "");
        }
    }

    /** Takes a file or a long text. */
    record Parcel() implements Step<Registration, Parcel.Form> {

        public record Form(
                @Nullable Upload toyParcel,
                @Nullable LongText toyLetter,
                @Secret @Nullable Otp otp) {}

        @Override
        public String key() {
            return "toy-parcel";
        }

        @Override
        public String page() {
            return "otp/code.jte";
        }

        @Override
        public Class<Form> form() {
            return Form.class;
        }

        @Override
        public boolean isDone(Registration known) {
            return known.notes().containsKey("parcel");
        }

        @Override
        public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
            if (form.toyParcel() != null) {
                return Outcome.advance(known.noting("parcel", "file"));
            }
            return form.toyLetter() == null
                    ? Outcome.again("otp", "otp.missing")
                    : Outcome.advance(known.noting("parcel", "letter"));
        }

        @Override
        public Map<String, ?> show(Registration known, Visit visit) {
            return Map.of("sentTo", "post", "now", visit.now(), "nextSendAt", visit.now(), "expiresAt", visit.now());
        }
    }

    @BeforeAll
    void start() {
        var named = NationalId.of(an.person().nationalId());
        var phone = PhoneNumber.of(an.person().phone());
        node = portal.anotherNode(
                Map.of(),
                context -> context.registerBean(
                        "toyMethod",
                        RegistrationMethod.class,
                        () -> RegistrationMethod.at("toy")
                                .openTo(SubjectKind.CITIZEN)
                                .yielding(Strength.RECORD_MATCHED)
                                .steps(
                                        new Bell(),
                                        new Parcel(),
                                        new Toy.SayNumber(
                                                Strength.RECORD_MATCHED, named, phone, context.getBean(Clock.class)),
                                        context.getBean(ChoosePassword.class))));
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    private Visitor visitor() {
        return portal.visitor().ledTo(java.util.Objects.requireNonNull(node).url());
    }

    private static Answer begins(Visitor visitor) {
        var chooser = visitor.open("/register");
        return visitor.follow(visitor.submit(chooser, "/register", Map.of("kind", "citizen", "method", "toy")));
    }

    private static Answer rings(Visitor visitor) {
        return visitor.follow(visitor.submit(begins(visitor), Map.of()));
    }

    private static void happens(Answer page, String what) {
        HAPPENED.put(UUID.fromString(page.valueOf("draft")), what);
    }

    @Test
    void aPageThatWaitsAsksAgainByItselfAndGoesOnOnceItHasHappened() {
        var visitor = visitor();
        var before = begins(visitor);
        assertThat(before.headers()).doesNotContainKey("Refresh");

        var sent = visitor.submit(before, Map.of());
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.location()).isEqualTo(AT + "toy-bell");
        var waiting = visitor.follow(sent);
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.headers()).containsEntry("Refresh", "3");
        var again = visitor.get(AT + "toy-bell");
        assertThat(again.valueOf("version")).isEqualTo(waiting.valueOf("version"));

        happens(waiting, "answered");
        var next = visitor.get(AT + "toy-bell");
        assertThat(next.status()).isEqualTo(303);
        assertThat(next.location()).isEqualTo(AT + "toy-parcel");
        assertThat(visitor.open(AT + "toy-parcel").headers()).doesNotContainKey("Refresh");
    }

    @Test
    void whatIsFetchedAheadGoesNotOn() {
        var visitor = visitor();
        var waiting = rings(visitor);
        happens(waiting, "answered");
        assertThat(visitor.request("HEAD", AT + "toy-bell", null, "").status()).isEqualTo(200);
        var ahead = visitor.copy().sending("Sec-Purpose", "prefetch;prerender").get(AT + "toy-bell");
        assertThat(ahead.status()).isEqualTo(200);
        assertThat(visitor.get(AT + "toy-bell").location()).isEqualTo(AT + "toy-parcel");
    }

    @Test
    void manyLooksAtOnceGoOnOnce() {
        var visitor = visitor();
        var waiting = rings(visitor);
        happens(waiting, "answered");
        var answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(look -> visitor.copy().get(AT + "toy-bell"))
                .toList();
        assertThat(answers).allMatch(answer -> answer.location().equals(AT + "toy-parcel"));
        assertThat(visitor.open(AT + "toy-parcel").valueOf("version"))
                .isEqualTo(Integer.toString(Integer.parseInt(waiting.valueOf("version")) + 1));
    }

    @Test
    void whatWentWrongMeanwhileIsSaidOnThePageThatWaited() {
        var visitor = visitor();
        var waiting = rings(visitor);
        happens(waiting, "wrong");
        var wrong = visitor.get(AT + "toy-bell");
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(wrong.headers()).doesNotContainKey("Refresh");
        assertThat(wrong.errorOf("otp")).isNotEmpty();
        happens(waiting, "silent");
        assertThat(visitor.get(AT + "toy-bell").status()).isEqualTo(503);
        happens(waiting, "over");
        assertThat(visitor.get(AT + "toy-bell").status()).isEqualTo(422);
        happens(waiting, "nothing");
        assertThat(visitor.get(AT + "toy-bell").headers()).containsEntry("Refresh", "3");
    }

    @Test
    void aFileIsTakenWhereOneIsAskedAndNowhereElse() {
        var visitor = visitor();
        var waiting = rings(visitor);
        var inParts = visitor.fields(waiting, waiting.path(), Map.of());
        assertThat(send(visitor, AT + "toy-bell", inParts, "toyParcel", 10).status())
                .as("a form without a file does not come in parts")
                .isEqualTo(400);
        happens(waiting, "answered");
        var parcel = visitor.open(AT + "toy-bell");
        var fields = visitor.fields(parcel, parcel.path(), Map.of());
        assertThat(send(visitor, parcel.path(), fields, "otherFile", 10).status())
                .isEqualTo(400);
        assertThat(send(visitor, parcel.path(), fields, "otp", 10).status()).isEqualTo(400);
        assertThat(visitor.submit(parcel, Map.of("toyParcel", "text")).status()).isEqualTo(400);
        var withoutWord = new LinkedHashMap<>(fields);
        withoutWord.remove("_csrf");
        assertThat(send(visitor, parcel.path(), withoutWord, "toyParcel", 10).status())
                .isEqualTo(403);
        assertThat(send(visitor, parcel.path(), fields, "toyParcel", 0).status())
                .as("no file was chosen")
                .isEqualTo(422);
        assertThat(send(visitor, parcel.path(), current(visitor), "toyParcel", Upload.LONGEST + 1)
                        .status())
                .isEqualTo(422);
        assertThat(send(visitor, parcel.path(), current(visitor), "toyParcel", 300 * 1024)
                        .status())
                .isEqualTo(413);
        var taken = send(visitor, parcel.path(), current(visitor), "toyParcel", Upload.LONGEST);
        assertThat(taken.location()).isEqualTo(AT + "toy-number");
    }

    @Test
    void aPastedTextMayBeLongAndIsBounded() {
        var visitor = visitor();
        happens(rings(visitor), "answered");
        var parcel = visitor.open(AT + "toy-bell");
        assertThat(visitor.submit(parcel, Map.of("toyLetter", "x".repeat(LongText.LONGEST + 1)))
                        .status())
                .isEqualTo(422);
        parcel = visitor.open(AT + "toy-parcel");
        assertThat(visitor.submit(parcel, Map.of("toyLetter", "x".repeat(LongText.LONGEST)))
                        .location())
                .isEqualTo(AT + "toy-number");
    }

    /** The hidden fields of the page as it stands now. */
    private static Map<String, String> current(Visitor visitor) {
        var page = visitor.open(AT + "toy-parcel");
        return visitor.fields(page, page.path(), Map.of());
    }

    /** As a browser sends a form with a file. */
    private static Answer send(Visitor visitor, String path, Map<String, String> fields, String file, int length) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--xyz\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--xyz\r\nContent-Disposition: form-data; name=\"")
                .append(file)
                .append("\"; filename=\"")
                .append(length == 0 ? "" : "../../etc/x.p7m")
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .append(new String(new byte[length], ISO_8859_1))
                .append("\r\n--xyz--\r\n");
        return visitor.request("POST", path, "multipart/form-data; boundary=xyz", body.toString());
    }
}
