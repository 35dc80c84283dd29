package vn.mocua.portal.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.evidence.Worker.Reviewed;
import vn.mocua.portal.vault.TestVault;

/** A stored proof in which one byte is another one. */
class ChangedProofTest {

    @Test
    void isToldAsSuchAndTheNextIsLookedAt() throws Exception {
        var vault = TestVault.vault();
        var row = UUID.randomUUID().toString();
        var stored = vault.seal("signature_proof.record", row, "signed".getBytes(UTF_8));
        stored[stored.length - 1] ^= 1;

        var changed = Archivist.unlessChanged(() -> {
            vault.open("signature_proof.record", row, stored);
            return new Reviewed("SOUND", null, null);
        });

        assertThat(changed.outcome()).isEqualTo("SEAL_BROKEN");
        assertThat(Archivist.unlessChanged(() -> new Reviewed("SOUND", null, null))
                        .outcome())
                .isEqualTo("SOUND");
    }
}
