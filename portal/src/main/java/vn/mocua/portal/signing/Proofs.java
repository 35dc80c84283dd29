package vn.mocua.portal.signing;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What was signed, by whom, and what the authorities said of it: kept sealed, and only ever added to. */
@Repository
public class Proofs {

    public Optional<Proof> find(UUID id) {
        throw new UnsupportedOperationException();
    }
}
