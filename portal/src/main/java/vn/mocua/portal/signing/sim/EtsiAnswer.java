package vn.mocua.portal.signing.sim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Reads an envelope that came back: what it says, or which fault it is. */
sealed interface EtsiAnswer {

    /**
     * A message.
     *
     * @param transaction the service's; empty when it names none
     */
    record Said(int status, String transaction, Element message) implements EtsiAnswer {

        /** What stands in base64 in every element of that local name: which namespace a dialect gives it is not known. */
        List<byte[]> bytes(String localName) {
            var found = message.getElementsByTagNameNS("*", localName);
            var all = new ArrayList<byte[]>();
            for (int i = 0; i < found.getLength(); i++) {
                all.add(Base64.getDecoder()
                        .decode(BLANKS.matcher(found.item(i).getTextContent()).replaceAll("")));
            }
            return all;
        }

        @Override
        public String toString() {
            return "Said[" + status + "]";
        }
    }

    /** @param codes its numbers, the outermost first */
    record Fault(List<Integer> codes) implements EtsiAnswer {

        String detail() {
            return codes.stream().map(String::valueOf).collect(Collectors.joining("/"));
        }
    }

    Pattern BLANKS = Pattern.compile("\\s+");
    Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    Pattern FAULT_CODE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9.-]*:)?_([0-9]{1,6})");
    Pattern TRANSACTION = Pattern.compile("[!-~]{1,200}");

    /** @throws OutsideUnavailable when it is not what the protocol knows */
    static EtsiAnswer of(String system, HttpAnswer answer) {
        var type = answer.headers().getContentType();
        if (type == null || !type.getSubtype().contains("xml")) {
            throw unreadable(system, answer.status());
        }
        Document document;
        try {
            document = parser().parse(new ByteArrayInputStream(answer.body()));
        } catch (SAXException | IOException e) {
            throw OutsideUnavailable.nonsense(
                    system,
                    "status " + answer.status() + " is not XML: " + e.getClass().getSimpleName());
        }
        var envelope = document.getDocumentElement();
        var bodies = envelope.getElementsByTagNameNS(EtsiMessage.SOAP, "Body");
        if (!"Envelope".equals(envelope.getLocalName()) || bodies.getLength() != 1) {
            throw unreadable(system, answer.status());
        }
        var body = (Element) bodies.item(0);
        var faults = body.getElementsByTagNameNS(EtsiMessage.SOAP, "Fault");
        return faults.getLength() == 1
                ? fault(system, answer.status(), (Element) faults.item(0))
                : said(system, answer, body);
    }

    private static EtsiAnswer said(String system, HttpAnswer answer, Element body) {
        var statuses = body.getElementsByTagNameNS(EtsiMessage.MSS, "StatusCode");
        if (answer.status() != 200 || statuses.getLength() != 1) {
            throw unreadable(system, answer.status());
        }
        var status = (Element) statuses.item(0);
        var value = status.getAttribute("Value");
        var message = (Element) status.getParentNode().getParentNode();
        var transaction = message.getAttribute("MSSP_TransID");
        if (!NUMBER.matcher(value).matches()
                || !(transaction.isEmpty() || TRANSACTION.matcher(transaction).matches())) {
            throw unreadable(system, answer.status());
        }
        return new Said(Integer.parseInt(value), transaction, message);
    }

    /** The numbers stand in sub-codes, one within the other; a fault without any is the service's own trouble. */
    private static EtsiAnswer fault(String system, int httpStatus, Element fault) {
        var values = fault.getElementsByTagNameNS(EtsiMessage.SOAP, "Value");
        var codes = new ArrayList<Integer>();
        for (int i = 0; i < values.getLength(); i++) {
            var code = FAULT_CODE.matcher(values.item(i).getTextContent().strip());
            if (code.matches()) {
                codes.add(Integer.valueOf(code.group(1)));
            }
        }
        if (codes.isEmpty()) {
            throw new OutsideUnavailable(
                    system, OutsideUnavailable.Why.BROKEN, "fault without a number, status " + httpStatus);
        }
        return new Fault(List.copyOf(codes));
    }

    private static OutsideUnavailable unreadable(String system, int status) {
        return status >= 500
                ? new OutsideUnavailable(system, OutsideUnavailable.Why.BROKEN, "status " + status)
                : OutsideUnavailable.nonsense(system, "status " + status + " is not a message of TS 102 204");
    }

    private static DocumentBuilder parser() {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // The usual one prints what it can not read.
            builder.setErrorHandler(Silent.INSTANCE);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("no parser for XML", e);
        }
    }

    /** Throws, and prints nothing. */
    enum Silent implements ErrorHandler {
        INSTANCE;

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
