package vn.mocua.sandbox.insurance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the agency wrote down of somebody, on its own forms and in its own spelling; it knows nothing of what people
 * type elsewhere.
 *
 * @param birthDate ISO date, or the year and month, or the year alone
 * @param sex 1 male, 2 female, 3 other
 * @param status 1 paying in, 2 paused, 3 drawing a pension, 4 closed
 * @param nationalId twelve digits, or empty when the agency never learned them
 * @param oldNationalId the nine digits of a card from before, or empty
 * @param phone ten digits from 0, or empty
 */
record Insured(
        String number,
        String fullName,
        String birthDate,
        String sex,
        String status,
        String nationalId,
        String oldNationalId,
        String phone) {

    /** By the names of the wire; what is not known of the birth date is filled up with zeros. */
    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("maSoBhxh", number);
        json.put("hoTen", fullName);
        json.put("ngaySinh", (birthDate.replace("-", "") + "0000").substring(0, 8));
        json.put(
                "loaiNgaySinh",
                switch (birthDate.length()) {
                    case 4 -> "1";
                    case 7 -> "2";
                    default -> "0";
                });
        json.put("gioiTinh", sex);
        json.put("soDinhDanh", nationalId);
        json.put("cmnd", oldNationalId);
        json.put("dienThoaiLh", phone);
        json.put("trangThai", status);
        return json;
    }

    @Override
    public String toString() {
        return "Insured[***]";
    }
}
