package vn.mocua.portal.signing;

/** Decides whether a trust bundle that can be read may come into force. */
@FunctionalInterface
interface TrustAdmission {

    /**
     * Looks at it before it is put in place of another, or of none.
     *
     * @param file as it was read
     * @param signatures what stands in the file beside it; empty when there is none
     * @throws TrustBundle.Unusable says to operators why not
     */
    void admit(TrustBundle bundle, byte[] file, String signatures) throws TrustBundle.Unusable;
}
