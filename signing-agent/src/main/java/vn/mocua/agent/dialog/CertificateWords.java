package vn.mocua.agent.dialog;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import vn.mocua.agent.token.Tokens.Choice;
import vn.mocua.agent.words.Words;

/** A certificate in two lines: whose it is; who vouches, and until when. */
record CertificateWords(String holder, String authority) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    static CertificateWords of(Choice choice, Words words) {
        var certificate = choice.held().certificate();
        if (certificate == null) {
            return new CertificateWords(choice.token().label(), words.of("certificate.hidden"));
        }
        var until = certificate.getNotAfter().toInstant().atZone(ZoneId.of("Asia/Ho_Chi_Minh"));
        return new CertificateWords(
                commonName(certificate.getSubjectX500Principal()),
                words.of("certificate.line", commonName(certificate.getIssuerX500Principal()), DAY.format(until)));
    }

    private static String commonName(X500Principal name) {
        try {
            for (var part :
                    new LdapName(name.getName(X500Principal.RFC2253)).getRdns().reversed()) {
                var common = part.toAttributes().get("CN");
                if (common != null) {
                    return String.valueOf(common.get());
                }
            }
        } catch (NamingException e) {
            // A name that Java cannot take apart is shown as it stands.
        }
        return name.getName();
    }
}
