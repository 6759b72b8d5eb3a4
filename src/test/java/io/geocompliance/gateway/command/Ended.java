package io.geocompliance.gateway.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** How a command ended that was typed, and what it printed. */
record Ended(int code, String out, String err) {

    /** By the command line that is shipped. */
    static Ended run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        return new Ended(line.execute(words), out.toString(), err.toString());
    }
}
