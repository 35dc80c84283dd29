package vn.mocua.sandbox.smsc;

/** The values of command_status that these centres use (SMPP 3.4, 5.1.3). */
final class Status {

    static final int ESME_ROK = 0x00;
    static final int ESME_RINVMSGLEN = 0x01;
    static final int ESME_RINVCMDLEN = 0x02;
    static final int ESME_RINVCMDID = 0x03;
    static final int ESME_RINVBNDSTS = 0x04;
    static final int ESME_RALYBND = 0x05;
    static final int ESME_RINVSRCADR = 0x0A;
    static final int ESME_RINVDSTADR = 0x0B;
    static final int ESME_RINVPASWD = 0x0E;
    static final int ESME_RINVSYSID = 0x0F;
    static final int ESME_RINVESMCLASS = 0x43;
    static final int ESME_RSUBMITFAIL = 0x45;
    static final int ESME_RINVOPTPARSTREAM = 0xC0;

    private Status() {}
}
