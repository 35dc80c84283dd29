package vn.mocua.portal.subscriber;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The operator's interface definitions as the CAMARA project published them, to hold questions and answers against. */
final class CamaraContracts {

    private static final String KYC = "https://camara.test/kyc/kyc-match.yaml";
    private static final String SIM = "https://camara.test/sim/sim-swap.yaml";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getOpenApi30(),
            builder -> builder.schemas(Map.of(
                    KYC,
                    yaml("camara-kyc-match.yaml"),
                    SIM,
                    yaml("camara-sim-swap.yaml"),
                    "https://camara.test/common/CAMARA_common.yaml",
                    yaml("CAMARA_common.yaml"))));

    private CamaraContracts() {}

    /** What is wrong with a question to KYC Match. */
    static List<Error> matchQuestion(String json) {
        return errors(KYC, "KYC_MatchRequestBody", json);
    }

    static List<Error> matchAnswer(String json) {
        return errors(KYC, "KYC_MatchResponse", json);
    }

    static List<Error> simQuestion(String json) {
        return errors(SIM, "CreateCheckSimSwap", json);
    }

    static List<Error> simAnswer(String json) {
        return errors(SIM, "CheckSimSwapInfo", json);
    }

    /** The properties that a schema declares: "This API rejects requests with … properties not declared". */
    static List<String> declared(String schema) {
        return List.copyOf(
                schema(KYC, schema).getSchemaNode().path("properties").propertyNames());
    }

    private static List<Error> errors(String contract, String name, String json) {
        return schema(contract, name).validate(json, InputFormat.JSON);
    }

    private static Schema schema(String contract, String name) {
        return REGISTRY.getSchema(SchemaLocation.of(contract + "#/components/schemas/" + name));
    }

    private static String yaml(String file) {
        try (var in = CamaraContracts.class.getResourceAsStream("/contracts/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
