package vn.mocua.portal.signing.sim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a message of TS 102 204 in its envelope. */
final class EtsiMessage {

    static final String MSS = "http://uri.etsi.org/TS102204/v1.1.2#";
    static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private EtsiMessage() {}

    /** An element of the standard's namespace. */
    record Element(String name, Map<String, String> attributes, List<Element> children, String content) {

        static Element of(String name) {
            return new Element(name, Map.of(), List.of(), "");
        }

        Element with(String attribute, String value) {
            var more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, children, content);
        }

        Element with(Element child) {
            var more = new ArrayList<>(children);
            more.add(child);
            return new Element(name, attributes, more, content);
        }

        Element text(String value) {
            return new Element(name, attributes, children, value);
        }

        @Override
        public String toString() {
            return "Element[" + name + "]";
        }
    }

    /** The body holds a wrapper without a namespace, and in it the message (rpc style). */
    static byte[] envelope(String operation, Element message) {
        var bytes = new ByteArrayOutputStream();
        try {
            var xml = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("env", "Envelope", SOAP);
            xml.writeNamespace("env", SOAP);
            xml.writeStartElement("env", "Body", SOAP);
            xml.writeStartElement(operation);
            write(xml, message, true);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a message can not be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(XMLStreamWriter xml, Element element, boolean declare) throws XMLStreamException {
        var isEmpty = element.children().isEmpty() && element.content().isEmpty();
        if (isEmpty) {
            xml.writeEmptyElement("mss", element.name(), MSS);
        } else {
            xml.writeStartElement("mss", element.name(), MSS);
        }
        if (declare) {
            xml.writeNamespace("mss", MSS);
        }
        for (var attribute : element.attributes().entrySet()) {
            xml.writeAttribute(attribute.getKey(), attribute.getValue());
        }
        for (var child : element.children()) {
            write(xml, child, false);
        }
        if (!element.content().isEmpty()) {
            xml.writeCharacters(element.content());
        }
        if (!isEmpty) {
            xml.writeEndElement();
        }
    }
}
