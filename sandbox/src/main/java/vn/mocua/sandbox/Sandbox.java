package vn.mocua.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.ca.Desk;
import vn.mocua.sandbox.ca.ServerCertificates;
import vn.mocua.sandbox.control.Api;
import vn.mocua.sandbox.control.CaptchaOpener;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.insurance.Insurance;
import vn.mocua.sandbox.insurance.Register;
import vn.mocua.sandbox.mail.Mail;
import vn.mocua.sandbox.mail.MailServer;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.mss.MobileSignatures;
import vn.mocua.sandbox.mss.Prompts;
import vn.mocua.sandbox.mss.SimKeys;
import vn.mocua.sandbox.mss.Sims;
import vn.mocua.sandbox.oidc.Credentials;
import vn.mocua.sandbox.oidc.Provider;
import vn.mocua.sandbox.operator.Operator;
import vn.mocua.sandbox.page.Pages;
import vn.mocua.sandbox.page.SimScreen;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.province.Directory;
import vn.mocua.sandbox.province.Province;
import vn.mocua.sandbox.smsc.Smsc;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.PostIdAccount;
import vn.mocua.sandbox.town.PostIdAccounts;
import vn.mocua.sandbox.town.Telephone;
import vn.mocua.sandbox.town.VneidAccount;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.visitor.Resident;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.TlsPort;

/** The whole outside world, running: message centres, operator, mail, people, and the pages to watch them. */
public final class Sandbox implements AutoCloseable {

    /** The one sender name that both message centres have registered. */
    public static final String SENDER = "MOCUA";

    /** The operator's signature service, which lets in nobody without a certificate: as such services do. */
    static final String ETSI = "mss-etsi";

    private static final URI USUAL_PORTAL = URI.create("http://localhost:8080");

    private final DataFolder data;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor timer;
    private final Faults faults = new Faults(clock);
    private final Cast cast;
    private final Register insurance;
    private final PostIdAccounts postIds;
    private final VneidAccounts vneids;
    private final Credentials postIdCredentials;
    private final Credentials vneidCredentials;
    private final Phones phones;
    private final Mailboxes mailboxes = new Mailboxes(clock);
    private final CaptchaOpener captcha;
    private final Authorities authorities;
    private final Directory province;
    private final Sims sims;
    private final Prompts prompts;
    private final Smsc alpha;
    private final Smsc beta;
    private final MailServer mail;
    private final ServerCertificates servers;
    private final Map<Outside, TlsPort> tls;
    private final TlsPort etsi;
    private final Front front;
    private final Set<URI> furtherPortals = new CopyOnWriteArraySet<>();
    private final FutureTask<Path> introduction;
    private final Thread introducing;
    private volatile URI portal = USUAL_PORTAL;
    private volatile @Nullable Thread moving;

    /**
     * Starts everything; {@link #portalProperties()} are written as soon as the certificate authorities are there.
     *
     * @param data folder of this sandbox, made when missing
     * @param port of the HTTP side, 0 for any
     * @param portal the portal under trial: linked to, and the person of the fate registered opens an account there;
     *     null: nobody goes anywhere
     */
    public static Sandbox start(Path data, int port, @Nullable URI portal) throws IOException {
        var sandbox = new Sandbox(data, port);
        if (portal != null) {
            sandbox.portalAt(portal);
        }
        return sandbox;
    }

    private Sandbox(Path folder, int port) throws IOException {
        data = new DataFolder(folder);
        var memory = data.memory();
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timer").factory());
        cast = new Cast(memory.seed(), memory.made());
        insurance = new Register(cast);
        province = new Directory(cast);
        postIds = new PostIdAccounts(cast);
        vneids = new VneidAccounts(cast);
        postIdCredentials = data.credentials("postid", Credentials::ofPostId);
        vneidCredentials = data.credentials("vneid", Credentials::ofVneid);
        phones = new Phones(cast, clock, timer);
        var captchaKey = Base64.getDecoder().decode(memory.captchaKey());
        captcha = new CaptchaOpener(captchaKey);
        front = new Front(port);
        authorities = new Authorities(data.authorities(), here(), vneids.businesses(), clock);
        sims = new Sims(cast, vneids.businesses(), keys(), clock);
        prompts = new Prompts(sims, clock, timer);
        alpha = smsc(new Smsc.Contract("alpha", "mocua-a", memory.alphaPassword(), SENDER), memory.alphaPort());
        beta = smsc(new Smsc.Contract("beta", "mocua-b", memory.betaPassword(), SENDER), memory.betaPort());
        mail = onPort(memory.mailPort(), wanted -> new MailServer(wanted, mailboxes, faults));
        servers = new ServerCertificates(data.authorities(), clock);
        tls = tlsPorts(memory);
        etsi = onPort(
                memory.tlsPort(ETSI), wanted -> new TlsPort(wanted, front.port(), () -> servers.demanding(ETSI), true));
        data.ports(alpha.port(), beta.port(), mail.port(), ports());
        front.room("/operator", new Operator(memory.clientId(), memory.clientSecret(), cast, faults, clock))
                .room(
                        "/insurance",
                        new Insurance(
                                memory.clientId(),
                                PortalSettings.secret(memory, "insurance"),
                                insurance,
                                faults,
                                clock))
                .room(
                        "/province",
                        new Province(
                                memory.clientId(), PortalSettings.secret(memory, "province"), province, faults, clock))
                .room("/mss", signatures(memory))
                .room("/postid", Provider.postId(postIds, postIdCredentials, place()))
                .room("/vneid", Provider.vneid(vneids, vneidCredentials, place()))
                .room(
                        "/api",
                        new Api(
                                cast,
                                insurance,
                                postIds,
                                vneids,
                                authorities,
                                this::make,
                                phones,
                                mailboxes,
                                sims,
                                prompts,
                                faults,
                                captcha,
                                clock))
                .room("/ca", new Desk(authorities, faults, clock))
                .room("/healthz", request -> Reply.json(Map.of("status", "ok", "registered", registered())))
                .room(
                        "/",
                        new Pages(
                                cast,
                                insurance,
                                postIds,
                                vneids,
                                authorities,
                                this::make,
                                phones,
                                mailboxes,
                                new SimScreen(sims, prompts, clock),
                                faults,
                                () -> portal,
                                this::isRegistered,
                                clock))
                .start();
        introduction = new FutureTask<>(() -> introduce(memory));
        introducing = Thread.ofPlatform().daemon().name("introduction").start(introduction);
    }

    /** Makes the authorities, which takes seconds in a new folder, and writes what points a portal at this sandbox. */
    private Path introduce(DataFolder.Memory memory) throws InterruptedException {
        data.tlsAuthority(servers.authority());
        data.tlsClient(servers.client("portal"));
        data.trust(authorities.trust());
        var password = PortalSettings.secret(memory, "seal");
        data.seal(authorities.pkcs12(authorities.seal(), password), password);
        data.portalProperties(new PortalSettings(
                        data, memory, new PortalSettings.Ports(port(), alpha.port(), beta.port(), mail.port(), ports()))
                .of(Map.of("postid", postIdCredentials, "vneid", vneidCredentials)));
        return data.portalProperties();
    }

    private Smsc smsc(Smsc.Contract contract, int port) throws IOException {
        return onPort(port, wanted -> new Smsc(contract, wanted, phones, faults, clock, timer));
    }

    /** A port of its own for each system whose certificate can go wrong. */
    private Map<Outside, TlsPort> tlsPorts(DataFolder.Memory memory) throws IOException {
        var ports = new EnumMap<Outside, TlsPort>(Outside.class);
        for (var system : Outside.values()) {
            if (Fault.EXPIRED_CERTIFICATE.befalls(system)) {
                ports.put(
                        system,
                        onPort(
                                memory.tlsPort(system.key()),
                                wanted -> new TlsPort(wanted, front.port(), () -> shownBy(system), false)));
            }
        }
        faults.listen((system, fault) -> {
            var port = ports.get(system);
            if (port != null && fault == Fault.EXPIRED_CERTIFICATE) {
                port.hangUp();
            }
        });
        return ports;
    }

    private SSLContext shownBy(Outside system) {
        return faults.of(system) == Fault.EXPIRED_CERTIFICATE
                ? servers.expired(system.key())
                : servers.good(system.key());
    }

    private Map<String, Integer> ports() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put(ETSI, etsi.port());
        tls.forEach((system, port) -> ports.put(system.key(), port.port()));
        return ports;
    }

    private Provider.Place place() {
        return new Provider.Place(here(), this::tls, this::portals, faults, clock);
    }

    private MobileSignatures signatures(DataFolder.Memory memory) {
        return new MobileSignatures(
                sims,
                prompts,
                memory.clientId(),
                network -> PortalSettings.secret(memory, "mss " + network.key()),
                here(),
                faults,
                clock);
    }

    /** The keys in the SIMs are the authorities' like all others. */
    private SimKeys keys() {
        return new SimKeys() {
            @Override
            public Credential of(Person person) {
                return authorities.forSim(person);
            }

            @Override
            public Credential of(Business business) {
                return authorities.forBusiness(business);
            }

            @Override
            public Standing standing(Credential credential) {
                return switch (authorities.status(credential.serial()).orElse("good")) {
                    case "revoked" -> Standing.REVOKED;
                    case "on-hold" -> Standing.ON_HOLD;
                    default -> Standing.GOOD;
                };
            }
        };
    }

    private String here() {
        return "http://127.0.0.1:" + port();
    }

    /** Where a system speaks TLS. */
    private String tls(Outside system) {
        return "https://127.0.0.1:" + Objects.requireNonNull(tls.get(system)).port();
    }

    /** A portal's certificate as it was until yesterday, with its key in PEM. */
    public byte[] expiredClient() {
        return servers.expiredClient("portal");
    }

    private Set<URI> portals() {
        var all = new LinkedHashSet<>(furtherPortals);
        all.add(portal);
        return all;
    }

    private interface Listener<T> {
        T on(int port) throws IOException;
    }

    /** The port of last time when it is still free, else any. */
    private static <T> T onPort(int port, Listener<T> listener) throws IOException {
        try {
            return listener.on(port);
        } catch (BindException e) {
            return listener.on(0);
        }
    }

    /** Says where a further portal is: the providers send people back to it as well, but nobody goes and registers. */
    public void alsoPortalAt(URI portal) {
        furtherPortals.add(portal);
    }

    /** Says where the portal is, once that is known; the person of the fate registered goes there. */
    public synchronized void portalAt(URI portal) {
        this.portal = portal;
        if (!isRegistered() && moving == null) {
            moving = Thread.ofVirtual().name("resident").start(() -> move(portal));
        }
    }

    /** Waits for the portal and registers, trying again ever more rarely. */
    private void move(URI portal) {
        var person = cast.withFate(Fate.REGISTERED);
        var pause = Duration.ofSeconds(1);
        try {
            while (!isRegistered()) {
                var resident = new Resident(
                        portal,
                        captcha::answer,
                        () -> sms(person.phone()).stream().findFirst());
                if (!resident.isReady()) {
                    Thread.sleep(Duration.ofMillis(100));
                    continue;
                }
                try {
                    resident.register(person);
                    data.registered();
                } catch (IOException e) {
                    System.err.println("registering " + person.id() + " at the portal: " + e.getMessage()
                            + "; again in " + pause.toSeconds() + " s");
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(Duration.ofMinutes(10)) < 0
                            ? pause.multipliedBy(2)
                            : Duration.ofMinutes(10);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The HTTP port. */
    public int port() {
        return front.port();
    }

    /** The file that points a portal at this sandbox; waits until it is there. */
    public Path portalProperties() {
        try {
            return introduction.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the certificate authorities could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The named people. */
    public List<Person> people() {
        return cast.people();
    }

    /** The first of the cast with that fate. */
    public Person person(Fate fate) {
        return cast.withFate(fate);
    }

    /** Whose accounts the province holds. */
    public Directory province() {
        return province;
    }

    /** Somebody's account at PostID, if there is one. */
    public Optional<PostIdAccount> postId(Person person) {
        return postIds.of(person);
    }

    /** Somebody's account at VNeID, if there is one. */
    public Optional<VneidAccount> vneid(Person person) {
        return vneids.of(person);
    }

    /** The companies. */
    public List<Business> businesses() {
        return vneids.businesses();
    }

    /** The state bodies. */
    public List<Agency> agencies() {
        return cast.agencies();
    }

    /** Everybody's certificates, and those that nobody should accept. */
    public Authorities authorities() {
        return authorities;
    }

    /** Makes ordinary people, remembered from start to start. */
    public List<Person> make(int count) {
        var fresh = cast.make(count);
        data.made(cast.made());
        return fresh;
    }

    /** The social insurance number that somebody has and types. */
    public String socialInsuranceNumber(Person person) {
        return insurance.numberOf(person);
    }

    /** What the SIM of a number shows, if it shows something. */
    public Optional<Prompts.Screen> prompt(String phone) {
        return prompts.screen(Telephone.of(phone).orElseThrow());
    }

    /** The owner of a number types a PIN into the SIM's prompt. */
    public Prompts.Typed typePin(String phone, String pin) {
        return prompts.type(Telephone.of(phone).orElseThrow(), null, pin);
    }

    /** The owner of a number says no to the SIM's prompt; false when there is none. */
    public boolean cancelPrompt(String phone) {
        return prompts.cancel(Telephone.of(phone).orElseThrow(), null);
    }

    /** The number under which a company's SIM signs. */
    public Optional<String> simPhone(Business business) {
        return sims.phoneOf(business).map(Telephone::national);
    }

    /** A phone's messages, newest first. */
    public List<Sms> sms(String phone) {
        return phones.inbox(Telephone.of(phone).orElseThrow());
    }

    /** A mailbox, newest first. */
    public List<Mail> mail(String address) {
        return mailboxes.box(address);
    }

    /** The answer within a captcha token of a portal that uses our demo key. */
    public Optional<String> captcha(String token) {
        return captcha.answer(token);
    }

    /** Makes a system fail for a while. */
    public void fault(Outside system, Fault fault, Duration lasting) {
        faults.set(system, fault, lasting);
    }

    /** Whether the person of the fate registered has an account by now. */
    public boolean isRegistered() {
        return data.memory().registered();
    }

    private String registered() {
        return isRegistered() ? "done" : moving == null ? "no portal" : "waiting";
    }

    @Override
    public void close() throws IOException {
        introducing.interrupt();
        var mover = moving;
        if (mover != null) {
            mover.interrupt();
        }
        front.close();
        alpha.close();
        beta.close();
        mail.close();
        etsi.close();
        for (var port : tls.values()) {
            port.close();
        }
        timer.shutdownNow();
        try {
            introducing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
