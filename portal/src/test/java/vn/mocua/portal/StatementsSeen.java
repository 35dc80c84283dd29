package vn.mocua.portal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Sees what pages ask of the database: each statement is a journey there and back, and most of what a page costs. */
public final class StatementsSeen implements BeanPostProcessor {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** What was asked while something was done, in order; a commit is one of them. */
    public List<String> during(Runnable deed) {
        seen.clear();
        deed.run();
        return List.copyOf(seen);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Watched(source) : bean;
    }

    private final class Watched extends DelegatingDataSource {

        Watched(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return watched(Connection.class, super.getConnection(), null);
        }
    }

    private <T> T watched(Class<T> type, T target, @Nullable String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    var given = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                            ? text
                            : sql;
                    if (method.getName().startsWith("execute")
                            || method.getName().equals("commit")) {
                        see(given == null ? method.getName() : given);
                    }
                    try {
                        return switch (method.invoke(target, arguments)) {
                            case CallableStatement statement -> watched(CallableStatement.class, statement, given);
                            case PreparedStatement statement -> watched(PreparedStatement.class, statement, given);
                            case Statement statement -> watched(Statement.class, statement, given);
                            case null -> null;
                            case Object other -> other;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void see(String sql) {
        if (Thread.currentThread().getName().startsWith("tomcat-handler")) {
            seen.add(sql.strip().replaceAll("\\s+", " "));
        }
    }
}
