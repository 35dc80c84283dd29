package vn.mocua.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of a table: figures and words under the names of their columns, in order. */
final class Row {

    private final Map<String, Object> cells = new LinkedHashMap<>();

    Row with(String column, Object value) {
        cells.put(column, value instanceof Double number ? rounded(number) : value);
        return this;
    }

    double number(String column) {
        return cells.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Nullable
    Object cell(String column) {
        return cells.get(column);
    }

    List<String> columns() {
        return List.copyOf(cells.keySet());
    }

    @JsonValue
    Map<String, Object> cells() {
        return cells;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : -1;
    }
}
