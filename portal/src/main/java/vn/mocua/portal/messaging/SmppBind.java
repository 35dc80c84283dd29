package vn.mocua.portal.messaging;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.mocua.portal.outside.TrustFile;

/** Keeps one transceiver session bound to a message centre, and binds it anew, ever more patiently, when it is lost. */
class SmppBind {

    private static final Logger LOG = LoggerFactory.getLogger(SmppBind.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final String name;
    private final SmsSettings.Provider provider;
    private final MessageReceiverListener receiver;
    private volatile @Nullable SMPPSession session;
    private volatile @Nullable Thread keeper;

    SmppBind(String name, SmsSettings.Provider provider, MessageReceiverListener receiver) {
        this.name = name;
        this.provider = provider;
        this.receiver = receiver;
    }

    /** Begins to bind; returns at once. */
    synchronized void open() {
        if (keeper == null) {
            keeper = Thread.ofVirtual().name("smpp-" + name).start(this::keep);
        }
    }

    /** The session, while it is bound. */
    Optional<SMPPSession> session() {
        return Optional.ofNullable(session)
                .filter(bound -> bound.getSessionState().isTransmittable());
    }

    /** Says goodbye and hangs up. */
    synchronized void close() {
        var thread = keeper;
        keeper = null;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keep() {
        var failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var lost = new CountDownLatch(1);
            var fresh = new SMPPSession(this::connect);
            try {
                fresh.setEnquireLinkTimer(Math.toIntExact(provider.enquireLink().toMillis()));
                fresh.setTransactionTimer(provider.submitTimeout().toMillis());
                fresh.setMessageReceiverListener(receiver);
                fresh.addSessionStateListener((now, before, source) -> {
                    if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                        lost.countDown();
                    }
                });
                bind(fresh);
                session = fresh;
                failures = 0;
                LOG.info("bound to SMS provider {}", name);
                lost.await();
                LOG.warn("the line to SMS provider {} was lost", name);
            } catch (IOException e) {
                failures++;
                if (failures == 1) {
                    LOG.warn("SMS provider {} cannot be bound: {}", name, reason(e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                session = null;
                hangUp(fresh);
            }
            rest(failures);
        }
    }

    private void bind(SMPPSession fresh) throws IOException {
        fresh.connectAndBind(
                provider.host(),
                provider.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        provider.systemId(),
                        provider.password(),
                        provider.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                provider.submitTimeout().toMillis());
    }

    private Connection connect(String host, int port) throws IOException {
        var timeout = Math.toIntExact(provider.connectTimeout().toMillis());
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), timeout);
            return new SocketConnection(provider.tls() ? encrypted(socket, host, port, timeout) : socket);
        } catch (GeneralSecurityException e) {
            socket.close();
            throw new IOException("the certificates that vouch for " + name + " cannot be used", e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain, String host, int port, int timeout)
            throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) trusting(provider.trust()).createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        // The certificate must name the host: SSLSocket checks that only when told how.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(timeout);
        socket.startHandshake();
        return socket;
    }

    /** Read at every bind, so that a renewed file needs no restart. */
    private static SSLSocketFactory trusting(@Nullable Path certificates) throws IOException, GeneralSecurityException {
        if (certificates == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        return TrustFile.read(certificates).context().getSocketFactory();
    }

    private static void hangUp(SMPPSession session) {
        var interrupted = Thread.interrupted();
        try {
            if (session.getSessionState().isBound()) {
                session.unbindAndClose();
            } else {
                session.close();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rest(int failures) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures, 0, 10));
        var most = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.toMillis() : LONGEST_PAUSE.toMillis();
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(Throwable thrown) {
        var cause = thrown.getCause();
        return thrown.getClass().getSimpleName()
                + (cause == null ? "" : " < " + cause.getClass().getSimpleName());
    }
}
