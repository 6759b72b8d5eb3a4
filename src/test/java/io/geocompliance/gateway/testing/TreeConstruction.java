package io.geocompliance.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of a html5lib tree-construction file that a gateway may meet: whole documents, scripting on.
 *
 * @param name file and number of the case in it, from 1
 * @param document the {@code #data} section
 */
public record TreeConstruction(String name, byte[] document) {

    public static List<TreeConstruction> all() {
        List<TreeConstruction> documents = new ArrayList<>();
        for (Path file : Corpus.files("tree-construction")) {
            if (file.toString().endsWith(".dat")) {
                documents.addAll(
                        parse(file.getFileName().toString(), new String(Corpus.read(file), StandardCharsets.UTF_8)));
            }
        }
        return documents;
    }

    /** Cases are sections that begin with a line {@code #name}; the first of a case is {@code #data}. */
    static List<TreeConstruction> parse(String file, String text) {
        List<TreeConstruction> documents = new ArrayList<>();
        String[] cases = text.startsWith("#data\n") ? text.substring(6).split("\n\n?#data\n", -1) : new String[0];
        for (int number = 0; number < cases.length; number++) {
            int end = cases[number].indexOf("\n#errors");
            String data = cases[number].startsWith("#errors") ? "" : cases[number].substring(0, end);
            String rest = "\n" + cases[number].substring(Math.max(end, 0));
            if (!rest.contains("\n#document-fragment\n") && !rest.contains("\n#script-off\n")) {
                documents.add(new TreeConstruction(file + "#" + (number + 1), data.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return documents;
    }
}
