package vn.mocua.portal.password;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Something that is read once: by whoever needs it first, or ahead of that in the background. */
final class Lazy<T> implements Supplier<T> {

    private final FutureTask<T> reading;

    Lazy(Callable<T> reading) {
        this.reading = new FutureTask<>(reading);
    }

    void readAhead() {
        Thread.ofPlatform().daemon().name("password-lists").start(reading);
    }

    @Override
    public T get() {
        reading.run();
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the password lists were read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the password lists cannot be read", e.getCause());
        }
    }
}
