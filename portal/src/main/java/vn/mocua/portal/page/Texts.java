package vn.mocua.portal.page;

/** Every word that people read, by key and language, and the addresses of the files that pages are made of. */
public interface Texts {

    String text(Language language, String key, Object... args);

    boolean has(String key);

    String asset(String name);

    /** Of the program that serves the page. */
    String version();
}
