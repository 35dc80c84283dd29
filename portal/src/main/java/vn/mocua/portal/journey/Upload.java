package vn.mocua.portal.journey;

/**
 * A file that came with a form: its bytes and nothing else, for the name and the type that a browser says are nobody's
 * proof. It is held in memory for one request, at most {@value #LONGEST} bytes, and never kept with the draft. A form
 * has one at most; its page's form says {@code multipart = true}.
 */
public record Upload(byte[] bytes) {

    public static final int LONGEST = 64 * 1024;

    @Override
    public String toString() {
        return "Upload[" + bytes.length + " bytes]";
    }
}
