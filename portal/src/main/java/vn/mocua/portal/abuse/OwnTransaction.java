package vn.mocua.portal.abuse;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What was used up stays used up: not within a transaction, whose rollback would give it back. */
final class OwnTransaction {

    private OwnTransaction() {}

    static void demand() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("captchas and limits are used up outside of transactions");
        }
    }
}
