package vn.mocua.sandbox.page;

import java.util.SplittableRandom;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** A small drawn face: the same for the same person, older with the year of birth, glad or not with the fate. */
final class Face {

    private static final String[] GROUNDS = {"#3f5f5a", "#7a4b32", "#4d4a78", "#74404f", "#41603c", "#7a6230", "#35566f"
    };
    private static final String[] SKINS = {"#f3c9a3", "#e8b68b", "#d9a06f", "#c98d5e"};
    private static final String[] HAIRS = {"#1d1715", "#2a1d18", "#3a2720"};
    private static final String[] CLOTHES = {"#e9dfd0", "#c7543f", "#2f7f79", "#e0a33a", "#7d6bb0", "#4f86b8", "#b8537d"
    };

    private Face() {}

    /** An inline SVG, decoration only. */
    static String of(Person person) {
        var random = new SplittableRandom(person.id().hashCode() * 31L + person.birthYear());
        int age = 2026 - person.birthYear();
        var ground = pick(random, GROUNDS);
        var skin = pick(random, SKINS);
        var hair = age > 66 ? "#d8d3cd" : age > 54 ? "#8d8580" : pick(random, HAIRS);
        var cloth = pick(random, CLOTHES);
        int style = random.nextInt(3);
        boolean glasses = random.nextInt(age > 45 ? 2 : 4) == 0;
        var svg = new Html()
                .raw("<svg class=\"face\" viewBox=\"0 0 96 96\" aria-hidden=\"true\" focusable=\"false\">")
                .raw("<circle cx=\"48\" cy=\"48\" r=\"48\" fill=\"" + ground + "\"/>")
                .raw("<circle cx=\"62\" cy=\"30\" r=\"40\" fill=\"#fff\" opacity=\".06\"/>");
        if (person.isFemale()) {
            svg.raw(behind(style, hair));
        }
        svg.raw("<path d=\"M14 96c1-17 13-25 34-25s33 8 34 25z\" fill=\"" + cloth + "\"/>")
                .raw("<path d=\"M40 60h16v11c0 6-16 6-16 0z\" fill=\"" + skin + "\"/>")
                .raw("<path d=\"M40 64c4 5 12 5 16 0v3c-4 5-12 5-16 0z\" opacity=\".18\"/>")
                .raw(collar(person.isFemale()))
                .raw("<ellipse cx=\"29.5\" cy=\"48\" rx=\"3.5\" ry=\"5\" fill=\"" + skin + "\"/>")
                .raw("<ellipse cx=\"66.5\" cy=\"48\" rx=\"3.5\" ry=\"5\" fill=\"" + skin + "\"/>")
                .raw("<path d=\"M30 42c0-14 8-21 18-21s18 7 18 21c0 16-8 25-18 25s-18-9-18-25z\" fill=\"" + skin
                        + "\"/>")
                .raw(person.isFemale() ? fringe(style, hair) : shortHair(style, hair, age))
                .raw(
                        "<g fill=\"#2a1a14\"><circle cx=\"40.5\" cy=\"46\" r=\"2.1\"/><circle cx=\"55.5\" cy=\"46\" r=\"2.1\"/></g>")
                .raw("<g fill=\"none\" stroke=\"#2a1a14\" stroke-linecap=\"round\" stroke-width=\"1.6\">")
                .raw("<path d=\"M36.5 40.500q4-2.2 7.5-.4M52 40.100q3.5-1.8 7.5.4\"/>")
                .raw(mouth(person.fate().ending()))
                .raw(
                        "</g><path d=\"M47.5 47.500q-2 5 .8 5.5\" fill=\"none\" stroke=\"#000\" stroke-opacity=\".25\" stroke-width=\"1.4\" stroke-linecap=\"round\"/>")
                .raw(
                        "<g fill=\"#d2543e\" opacity=\".22\"><circle cx=\"36.5\" cy=\"53\" r=\"3.6\"/><circle cx=\"59.5\" cy=\"53\" r=\"3.6\"/></g>");
        if (age > 58) {
            svg.raw(
                    "<path d=\"M34 50q-1 3 0 5M62 50q1 3 0 5M42 32q6-2 12 0\" fill=\"none\" stroke=\"#000\" stroke-opacity=\".2\" stroke-width=\"1.2\" stroke-linecap=\"round\"/>");
        }
        if (glasses) {
            svg.raw(
                    "<g fill=\"#fff\" fill-opacity=\".12\" stroke=\"#2a1a14\" stroke-width=\"1.5\"><circle cx=\"40\" cy=\"46\" r=\"5.8\"/><circle cx=\"56\" cy=\"46\" r=\"5.8\"/><path d=\"M45.8 45.500q2.2-1.5 4.4 0\" fill=\"none\"/></g>");
        }
        if (person.fate() == Fate.YEAR_ONLY) {
            svg.raw(
                    "<path d=\"M48 8 88 34q-40 10-80 0z\" fill=\"#e8cf93\"/><path d=\"M48 8 88 34q-40 10-80 0z\" fill=\"none\" stroke=\"#b08d4a\"/><path d=\"M48 8 28 36.500M48 8v29.800M48 8l20 28.5\" stroke=\"#b08d4a\" stroke-opacity=\".6\" fill=\"none\"/>");
        }
        return svg.raw("</svg>").toString();
    }

    /** A phone without an owner. */
    static String nobody() {
        return "<svg class=\"face\" viewBox=\"0 0 96 96\" aria-hidden=\"true\" focusable=\"false\">"
                + "<circle cx=\"48\" cy=\"48\" r=\"48\" fill=\"#4a4039\"/>"
                + "<path d=\"M18 96c1-19 12-28 30-28s29 9 30 28z\" fill=\"#6b5d53\"/>"
                + "<circle cx=\"48\" cy=\"42\" r=\"19\" fill=\"#6b5d53\"/></svg>";
    }

    private static String behind(int style, String hair) {
        var path = switch (style) {
            case 0 -> "M24 44c0-20 11-29 24-29s24 9 24 29c0 16 3 26 6 34-8 6-52 6-60 0 3-8 6-18 6-34z";
            case 1 -> "M25 44c0-19 10-28 23-28s23 9 23 28c0 12-1 18-4 22H29c-3-4-4-10-4-22z";
            default -> "M27 44c0-18 9-27 21-27s21 9 21 27v8H27zM48 6a9 9 0 1 1 0 18 9 9 0 0 1 0-18z";
        };
        return "<path d=\"" + path + "\" fill=\"" + hair + "\"/>";
    }

    private static String fringe(int style, String hair) {
        var path = switch (style) {
            case 0 -> "M28 46c-1-17 8-27 20-27s21 10 20 27c-2-8-6-14-14-17-6 7-16 9-22 9-2 3-3 5-4 8z";
            case 1 -> "M28 44c0-16 8-25 20-25s20 9 20 25c-3-5-4-9-5-12-9 3-21 3-30 0-1 3-2 7-5 12z";
            default -> "M29 43c0-15 8-23 19-23s19 8 19 23c-4-9-11-14-19-14s-15 5-19 14z";
        };
        return "<path d=\"" + path + "\" fill=\"" + hair + "\"/>";
    }

    private static String shortHair(int style, String hair, int age) {
        var path = switch (age > 62 ? 3 : style) {
            case 0 -> "M28 45c-2-18 7-28 21-28 13 0 21 10 19 28-2-5-3-9-4-12-8 2-19 0-25-5-3 4-6 6-7 7-1 3-3 6-4 10z";
            case 1 -> "M28 43c-1-17 8-25 20-25s21 8 20 25c-2-4-3-8-4-11-10-3-22-3-32 0-1 3-2 7-4 11z";
            case 2 ->
                "M28 45c-3-16 4-29 20-29 9 0 14 3 17 7 4 5 5 13 3 22-1-6-3-10-6-14-3-3-8-4-12-3-8 1-16 1-18 5-2 3-3 7-4 12z";
            default ->
                "M28 48c-2-8-1-15 3-20 0 6-1 10-1 15zM68 48c2-8 1-15-3-20 0 6 1 10 1 15zM33 26c8-8 22-8 30 0-9-3-21-3-30 0z";
        };
        return "<path d=\"" + path + "\" fill=\"" + hair + "\"/>";
    }

    private static String collar(boolean female) {
        return female
                ? "<path d=\"M38 70q10 8 20 0l1 5q-11 8-22 0z\" fill=\"#fff\" opacity=\".35\"/>"
                : "<path d=\"M38 69l10 11-9 6-6-13zM58 69 48 80l9 6 6-13z\" fill=\"#fff\" opacity=\".4\"/>";
    }

    private static String mouth(Fate.Ending ending) {
        return switch (ending) {
            case DONE -> "<path d=\"M41 57.500q7 6.5 14 0\"/>";
            case EXISTING -> "<path d=\"M41.5 58q6.5 4 13 .5\"/>";
            case REFUSED -> "<path d=\"M42 60.500q6-3.6 12 0\"/>";
            case UNANSWERED -> "<path d=\"M42.5 59.500h11\"/>";
        };
    }

    private static String pick(SplittableRandom random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
