package vn.mocua.agent.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON objects as maps: UTF-8 only, no member twice, nothing behind the object, not deep. */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build();

    private Json() {}

    /** Reads one object; members that are null are as good as absent. */
    public static Map<String, Object> object(byte[] utf8) throws Malformed {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("not a JSON object");
            }
            var read = members(parser);
            if (parser.nextToken() != null) {
                throw new Malformed("something stands behind the JSON object");
            }
            return read;
        } catch (JacksonException e) {
            throw new Malformed("not JSON, or a member twice");
        }
    }

    /** Writes an object of strings, numbers, booleans, lists and objects. */
    public static byte[] bytes(Map<String, ?> object) {
        var out = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            write(generator, object);
        }
        return out.toByteArray();
    }

    /** The text of a member, which must be there and be a text. */
    public static String string(Map<String, Object> object, String member) throws Malformed {
        if (object.get(member) instanceof String text) {
            return text;
        }
        throw new Malformed(member + " is missing, or no text");
    }

    private static String text(byte[] utf8) throws Malformed {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8");
        }
    }

    private static Map<String, Object> members(JsonParser parser) {
        var read = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                read.put(name, value(parser));
            }
        }
        return read;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> parser.getString();
        };
    }

    private static void write(JsonGenerator generator, Object value) {
        switch (value) {
            case Map<?, ?> object -> {
                generator.writeStartObject();
                object.forEach((name, member) -> {
                    generator.writeName((String) name);
                    write(generator, member);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(member -> write(generator, member));
                generator.writeEndArray();
            }
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            default -> generator.writeString(value.toString());
        }
    }
}
