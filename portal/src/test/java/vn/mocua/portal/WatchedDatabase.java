package vn.mocua.portal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Stands between a node and its database, and sees what pages ask of it; a commit is one of the things that are asked. */
abstract class WatchedDatabase implements BeanPostProcessor {

    /** @param what the statement, or the name of what was called where there is none, such as {@code commit} */
    abstract @Nullable Object asked(Connection connection, String what, Callable<@Nullable Object> answer)
            throws Exception;

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
            var connection = super.getConnection();
            return watched(Connection.class, connection, connection, null);
        }
    }

    private <T> T watched(Class<T> type, T target, Connection connection, @Nullable String statement) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    var given = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                            ? text
                            : statement;
                    Callable<@Nullable Object> answer = () -> {
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() instanceof Exception cause ? cause : e;
                        }
                    };
                    var asks = method.getName().startsWith("execute")
                            || method.getName().equals("commit");
                    var result = asks && isOfAPage()
                            ? asked(connection, Objects.requireNonNullElse(given, method.getName()), answer)
                            : answer.call();
                    return switch (result) {
                        case CallableStatement one -> watched(CallableStatement.class, one, connection, given);
                        case PreparedStatement one -> watched(PreparedStatement.class, one, connection, given);
                        case Statement one -> watched(Statement.class, one, connection, given);
                        case null -> null;
                        case Object other -> other;
                    };
                }));
    }

    private static boolean isOfAPage() {
        return Thread.currentThread().getName().startsWith("tomcat-handler");
    }
}
