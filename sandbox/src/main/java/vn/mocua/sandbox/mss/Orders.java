package vn.mocua.sandbox.mss;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a service was asked for, by its own and by its caller's numbers, for as long as the prompt is remembered. */
final class Orders<T> {

    private record Order<T>(Prompt prompt, T content) {}

    private final Prompts prompts;
    private final Map<String, Order<T>> byKey = new LinkedHashMap<>();

    Orders(Prompts prompts) {
        this.prompts = prompts;
    }

    synchronized Optional<T> find(String key) {
        return Optional.ofNullable(byKey.get(key))
                .filter(order -> prompts.find(order.prompt().id()).isPresent())
                .map(Order::content);
    }

    synchronized void put(String key, Prompt prompt, T content) {
        var oldest = byKey.values().iterator();
        while (oldest.hasNext() && prompts.find(oldest.next().prompt().id()).isEmpty()) {
            oldest.remove();
        }
        byKey.put(key, new Order<>(prompt, content));
    }
}
