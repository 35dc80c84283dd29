package vn.mocua.portal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.TextValue;

/** How values are stored as JSON: a text value as its text, a sealed type with its name, so identity stays plain. */
@Configuration(proxyBeanMethods = false)
class Json {

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface Named {}

    @Bean
    JsonMapperBuilderCustomizer valuesAsTheyAreWritten() {
        var values = new SimpleModule("values").addSerializer(new Written());
        values.setDeserializers(new Read());
        return json -> json.addModule(values).addMixIn(Subject.class, Named.class);
    }

    private static final class Written extends StdSerializer<TextValue> {

        Written() {
            super(TextValue.class);
        }

        @Override
        public void serialize(TextValue value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.value());
        }
    }

    private static final class Read extends SimpleDeserializers {

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return TextValue.class.isAssignableFrom(type.getRawClass())
                    ? new Of(type.getRawClass())
                    : super.findBeanDeserializer(type, config, description);
        }
    }

    private static final class Of extends ValueDeserializer<Object> {

        private final Method of;

        Of(Class<?> type) {
            try {
                of = type.getMethod("of", String.class);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(type + " has no static of(String)", e);
            }
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            try {
                return of.invoke(null, json.getString());
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new IllegalStateException(of.getDeclaringClass().getSimpleName() + " can not be read back", e);
            }
        }
    }
}
