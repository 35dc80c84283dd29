package vn.mocua.portal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("keyring.json");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var keyring = Keyring.random();
        keyring.createAt(file);

        assertThat(Keyring.readFrom(file)).usingRecursiveComparison().isEqualTo(keyring);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void everyKeyIsItsOwn() {
        var one = Keyring.random();
        var two = Keyring.random();

        assertThat(List.of(
                        one.lookup(),
                        one.pepper(),
                        one.cookie(),
                        one.audit(),
                        one.encryption().get(one.current()),
                        two.lookup(),
                        two.pepper(),
                        two.cookie(),
                        two.audit(),
                        two.encryption().get(two.current())))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws Exception {
        Keyring.random().createAt(file);
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Keyring.random().createAt(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void aFileOpenToOthersIsRefused(String permissions) throws Exception {
        Keyring.random().createAt(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> Keyring.readFrom(file))
                .isInstanceOf(Keyring.Unusable.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> Keyring.readFrom(file)).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"current\":\"a\",\"encryption\":[{\"id\":\"a\",\"key\":\"AAAA\"}]}",
                "{\"version\":1,\"current\":\"b\",\"encryption\":[],\"lookup\":\"\",\"pepper\":\"\"}",
                "{\"secret-word\":1}"
            })
    void aMalformedFileIsRefusedWithoutBeingQuoted(String content) throws Exception {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);

        assertThatThrownBy(() -> Keyring.readFrom(file))
                .isInstanceOf(Keyring.Unusable.class)
                .hasNoCause()
                .hasMessageNotContaining("secret-word");
    }

    @Test
    void aNewKeyIsTheCurrentOneAndTheOthersStay() throws Exception {
        var keyring = Keyring.random();
        keyring.createAt(file);
        var more = keyring.withNewKey();
        more.replaceAt(file);

        var read = Keyring.readFrom(file);
        assertThat(read.current()).isNotEqualTo(keyring.current());
        assertThat(read.encryption()).hasSize(2).containsKey(keyring.current());
        assertThat(read.withoutOldKeys().encryption()).containsOnlyKeys(read.current());
    }

    @Test
    void theReplacedFileBehindALinkKeepsTheLink() throws Exception {
        Keyring.random().createAt(file);
        var link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        Keyring.readFrom(link).withNewKey().replaceAt(link);

        assertThat(link).isSymbolicLink();
        assertThat(Keyring.readFrom(file).encryption()).hasSize(2);
    }

    @Test
    void itsTextHoldsNoKey() {
        assertThat(Keyring.random().toString()).matches("Keyring\\[current=kek-[0-9a-f]{12}, 1 keys]");
    }
}
