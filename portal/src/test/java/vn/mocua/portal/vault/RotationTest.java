package vn.mocua.portal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.TestDatabase;

@Tag("slow")
class RotationTest {

    private static final SealedColumn NAME = SealedColumn.of("person", "id", "full_name");
    private static final SealedColumn NOTE = new SealedColumn("note", List.of("person", "place"), "words");
    private static final Duration FRESH = Duration.ofMillis(50);

    private TestDatabase.Separate database;
    private JdbcClient owner;
    private JdbcClient portal;
    private Path keyring;

    @BeforeEach
    void aDatabaseWithPeople() {
        database = TestDatabase.separate("rotation_" + Long.toString(System.nanoTime(), 36));
        owner = JdbcClient.create(database.asOwner());
        portal = JdbcClient.create(database.asPortal());
        owner.sql("create table person (id uuid primary key, full_name bytea)").update();
        owner.sql("create table note (person bytea, place int, words bytea not null, primary key (person, place))")
                .update();
        owner.sql("grant select, insert, update on person, note to mocua_app").update();
        keyring = TestVault.newKeyring();
    }

    @Test
    void everythingReadsAfterTheChangeAndOldKeysAreNotUsedAnyMore() throws Exception {
        var before = node();
        var people = write(before, 1_000);
        note(before, new byte[] {1, 2}, 7, "words");
        portal.sql("insert into person (id) values (:id)")
                .param("id", UUID.randomUUID())
                .update();

        var report = rotation(NAME, NOTE).run(false, line -> {});

        assertThat(report.isClean()).isTrue();
        assertThat(report.sealedAnew()).isEqualTo(1_001);
        assertThat(dataKeysInUse()).containsExactly(2);
        assertThat(keysWrappedBy()).containsOnly(Keyring.readFrom(keyring).current());
        assertThat(read(before)).containsAllEntriesOf(people);
        assertThat(read(node())).containsAllEntriesOf(people);
        assertThat(readNote(node(), new byte[] {1, 2}, 7)).isEqualTo("words");
    }

    @Test
    void aRunningNodeReadsAndWritesAllTheWhile() throws Exception {
        var node = node();
        var written = new ConcurrentHashMap<>(write(node, 300));
        var end = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                work.add(threads.submit(() -> {
                    while (!end.get()) {
                        var id = UUID.randomUUID();
                        store(node, id, "name of " + id);
                        written.put(id, "name of " + id);
                        var some = written.keySet().iterator().next();
                        assertThat(readOne(node, some)).isEqualTo(written.get(some));
                        // An update over a row that is perhaps being sealed anew.
                        change(node, some, readOne(node, some));
                        Thread.sleep(5);
                    }
                    return null;
                }));
            }
            try {
                for (int change = 0; change < 3; change++) {
                    assertThat(rotation(NAME, NOTE).run(true, line -> {}).isClean())
                            .isTrue();
                }
            } finally {
                end.set(true);
            }
            for (var each : work) {
                each.get();
            }
        }
        assertThat(read(node())).containsExactlyInAnyOrderEntriesOf(written);
        assertThat(Keyring.readFrom(keyring).encryption()).hasSize(1);
    }

    @Test
    void withTheOldKeyDestroyedAnOldCopyCannotBeRead() throws Exception {
        var node = node();
        write(node, 3);
        var old = anyRow();
        var oldKeys = owner.sql("select * from vault_key").query().listOfRows();

        assertThat(rotation(NAME, NOTE).run(true, line -> {}).isClean()).isTrue();

        // The thief's copy comes back, wrapped data keys and all.
        oldKeys.forEach(key -> owner.sql("insert into vault_key (id, wrapped_by, wrapped, created_at)"
                        + " values (:id, :by, :wrapped, now())")
                .param("id", key.get("id"))
                .param("by", key.get("wrapped_by"))
                .param("wrapped", key.get("wrapped"))
                .update());
        assertThatThrownBy(() -> node().open(NAME.name(), SealedColumn.row(old.id), old.fullName))
                .isInstanceOf(SealBroken.class)
                .hasMessageContaining("the keyring does not hold");
        assertThat(read(node())).hasSize(3);
    }

    @Test
    void withoutRetiringTheOldKeysAnOldCopyCanStillBeRead() throws Exception {
        var people = write(node(), 3);
        var old = anyRow();

        rotation(NAME, NOTE).run(false, line -> {});

        assertThat(node().openText(NAME.name(), SealedColumn.row(old.id), old.fullName))
                .isEqualTo(people.get(old.id));
    }

    @Test
    void aChangeThatWasCutOffIsFinishedByTheNextRun() throws Exception {
        var people = write(node(), 500);
        // Cut off after the file was written,
        rotation(NAME, NOTE).addKey();
        var current = Keyring.readFrom(keyring).current();
        // and again in the middle of the rows: the row that does not open stops the old keys' end.
        var hurt = people.keySet().iterator().next();
        var whole = portal.sql("select full_name from person where id = :id")
                .param("id", hurt)
                .query(byte[].class)
                .single();
        portal.sql(
                        "update person set full_name = set_byte(full_name, 20, 255 - get_byte(full_name, 20)) where id = :id")
                .param("id", hurt)
                .update();

        var first = rotation(NAME, NOTE).run(true, line -> {});
        assertThat(first.broken()).singleElement().asString().contains(hurt.toString());
        assertThat(owner.sql("select count(*) from vault_key")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);

        portal.sql("update person set full_name = :whole where id = :id")
                .param("whole", whole)
                .param("id", hurt)
                .update();
        var second = rotation(NAME, NOTE).run(true, line -> {});

        assertThat(second.isClean()).isTrue();
        assertThat(second.sealedAnew()).isEqualTo(1);
        assertThat(Keyring.readFrom(keyring).current()).isEqualTo(current);
        assertThat(dataKeysInUse()).containsExactly(2);
        assertThat(read(node())).containsExactlyInAnyOrderEntriesOf(people);
    }

    @Test
    void aSealedColumnThatNoRoomDeclaredKeepsTheOldKeysAlive() throws Exception {
        var people = write(node(), 3);

        var report = rotation(NOTE).run(true, line -> {});

        assertThat(report.undeclared()).containsExactly("person.full_name");
        assertThat(read(node())).containsExactlyInAnyOrderEntriesOf(people);
        assertThat(Keyring.readFrom(keyring).encryption()).hasSize(2);
    }

    @Test
    void onlyOneChangeRunsAtATime() throws Exception {
        write(node(), 1);
        try (var other = database.asOwner().getConnection()) {
            other.createStatement().execute("select pg_advisory_lock(" + Rotation.LOCK + ")");
            assertThatThrownBy(() -> rotation(NAME, NOTE).run(false, line -> {}))
                    .hasMessageContaining("another 'keys rotate'");
        }
    }

    @Test
    void keysOfAnotherInstallationOpenNothing() throws Exception {
        write(node(), 1);
        Files.delete(keyring);
        Keyring.random().createAt(keyring);

        assertThatThrownBy(() -> read(node())).isInstanceOf(SealBroken.class);
    }

    private Vault node() {
        return TestVault.node(database.asPortal(), keyring, FRESH);
    }

    private Rotation rotation(SealedColumn... columns) {
        return new Rotation(keyring, database.asOwner(), List.of(columns), Clock.systemUTC(), FRESH.multipliedBy(20));
    }

    private Map<UUID, String> write(Vault vault, int count) {
        var people = new ConcurrentHashMap<UUID, String>();
        for (int i = 0; i < count; i++) {
            var id = UUID.randomUUID();
            store(vault, id, "person " + i);
            people.put(id, "person " + i);
        }
        return people;
    }

    private void store(Vault vault, UUID id, String name) {
        portal.sql("insert into person values (:id, :name)")
                .param("id", id)
                .param("name", vault.seal(NAME.name(), SealedColumn.row(id), name))
                .update();
    }

    private void change(Vault vault, UUID id, String name) {
        portal.sql("update person set full_name = :name where id = :id")
                .param("id", id)
                .param("name", vault.seal(NAME.name(), SealedColumn.row(id), name))
                .update();
    }

    private void note(Vault vault, byte[] person, int place, String words) {
        portal.sql("insert into note values (:person, :place, :words)")
                .param("person", person)
                .param("place", place)
                .param("words", vault.seal(NOTE.name(), SealedColumn.row(person, place), words))
                .update();
    }

    private String readNote(Vault vault, byte[] person, int place) {
        var sealed = portal.sql("select words from note where person = :person and place = :place")
                .param("person", person)
                .param("place", place)
                .query(byte[].class)
                .single();
        return vault.openText(NOTE.name(), SealedColumn.row(person, place), sealed);
    }

    private String readOne(Vault vault, UUID id) {
        var sealed = portal.sql("select full_name from person where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
        return vault.openText(NAME.name(), SealedColumn.row(id), sealed);
    }

    private Map<UUID, String> read(Vault vault) {
        var people = new ConcurrentHashMap<UUID, String>();
        portal.sql("select id, full_name from person where full_name is not null")
                .query(row -> {
                    var id = row.getObject("id", UUID.class);
                    people.put(id, vault.openText(NAME.name(), SealedColumn.row(id), row.getBytes("full_name")));
                });
        return people;
    }

    private List<Integer> dataKeysInUse() {
        return portal
                .sql("select full_name from person where full_name is not null union all select words from note")
                .query(byte[].class)
                .list()
                .stream()
                .map(Vault::keyOf)
                .distinct()
                .toList();
    }

    private record Stored(UUID id, byte[] fullName) {}

    private Stored anyRow() {
        return portal.sql("select id, full_name from person limit 1")
                .query((row, n) -> new Stored(row.getObject("id", UUID.class), row.getBytes("full_name")))
                .single();
    }

    private List<String> keysWrappedBy() {
        return owner.sql("select wrapped_by from vault_key")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
