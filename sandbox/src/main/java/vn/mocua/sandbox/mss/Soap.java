package vn.mocua.sandbox.mss;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import vn.mocua.sandbox.mss.MssFault.Code;
import vn.mocua.sandbox.web.Reply;

/** Envelopes of SOAP 1.2: read without document types, entities or instructions; written by hand. */
final class Soap {

    static final String MSS = "http://uri.etsi.org/TS102204/v1.1.2#";
    static final String VN = "http://mobile-id.vn/MSSP/v1.0.0#";
    private static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
    private static final String TYPE = "application/soap+xml; charset=utf-8";

    /** A wrapper without a namespace, and the message in it. */
    record Message(String wrapper, Element element) {}

    /** The envelope is not of SOAP 1.2. */
    static final class WrongVersion extends Exception {}

    private Soap() {}

    static Message read(byte[] bytes) throws MssFault, WrongVersion {
        var envelope = parsed(bytes);
        if (!"Envelope".equals(envelope.getLocalName())) {
            throw new MssFault(Code.WRONG_PARAM);
        }
        if (!ENVELOPE.equals(envelope.getNamespaceURI())) {
            throw new WrongVersion();
        }
        var wrapper = child(envelope, ENVELOPE, "Body")
                .flatMap(body -> children(body).stream().findFirst())
                .filter(element -> element.getNamespaceURI() == null)
                .orElseThrow(() -> new MssFault(Code.MISSING_PARAM));
        var messages = children(wrapper);
        if (messages.size() != 1 || !MSS.equals(messages.getFirst().getNamespaceURI())) {
            throw new MssFault(Code.MISSING_PARAM);
        }
        return new Message(wrapper.getLocalName(), messages.getFirst());
    }

    private static Element parsed(byte[] bytes) throws MssFault {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            factory.setIgnoringComments(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var document = builder.parse(new ByteArrayInputStream(bytes));
            if (holdsInstructions(document.getChildNodes())) {
                throw new MssFault(Code.WRONG_PARAM);
            }
            return document.getDocumentElement();
        } catch (SAXException e) {
            throw new MssFault(Code.WRONG_PARAM);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No deeper than any message of ours is. */
    private static boolean holdsInstructions(NodeList top) {
        var rest = new ArrayList<NodeList>(List.of(top));
        while (!rest.isEmpty()) {
            var nodes = rest.removeLast();
            for (int i = 0; i < nodes.getLength(); i++) {
                var node = nodes.item(i);
                if (node.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE) {
                    return true;
                }
                if (node.hasChildNodes()) {
                    rest.add(node.getChildNodes());
                }
            }
        }
        return false;
    }

    static List<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** A child of the standard's namespace. */
    static Optional<Element> child(Element parent, String name) {
        return child(parent, MSS, name);
    }

    private static Optional<Element> child(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(element -> name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI()))
                .findFirst();
    }

    /** An attribute that must be there. */
    static String attribute(Element element, String name) throws MssFault {
        if (!element.hasAttribute(name)) {
            throw new MssFault(Code.MISSING_PARAM);
        }
        return element.getAttribute(name);
    }

    /** The same name with Response added is the wrapper of an answer; the content is written already. */
    static Reply answer(String wrapper, String content) {
        return envelope(200, "<" + wrapper + "Response>" + content + "</" + wrapper + "Response>");
    }

    static Reply fault(MssFault fault) {
        var code = fault.code();
        var second = fault.second() == null
                ? ""
                : "<env:Subcode><env:Value>mss:_" + fault.second() + "</env:Value></env:Subcode>";
        return envelope(
                code.sender ? 400 : 500,
                "<env:Fault xmlns:mss=\"" + MSS + "\"><env:Code><env:Value>env:" + (code.sender ? "Sender" : "Receiver")
                        + "</env:Value><env:Subcode><env:Value>mss:_" + code.number + "</env:Value>" + second
                        + "</env:Subcode></env:Code>" + reason(code.name()) + "</env:Fault>");
    }

    static Reply wrongVersion() {
        return envelope(
                500,
                "<env:Fault><env:Code><env:Value>env:VersionMismatch</env:Value></env:Code>"
                        + reason("SOAP 1.2 is spoken here") + "</env:Fault>");
    }

    private static String reason(String words) {
        return "<env:Reason><env:Text xml:lang=\"en\">" + words + "</env:Text></env:Reason>";
    }

    private static Reply envelope(int status, String body) {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<env:Envelope xmlns:env=\"" + ENVELOPE + "\"><env:Body>"
                + body + "</env:Body></env:Envelope>";
        return Reply.of(status, TYPE, xml.getBytes(StandardCharsets.UTF_8));
    }

    /** Text, or the value of an attribute in double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
