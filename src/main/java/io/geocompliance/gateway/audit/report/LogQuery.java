package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL over the lines of a log as they were verified: they are handed over in the pass that verifies them, by a file of this process's own,
 * and DuckDB then neither reads nor writes any other file, nor loads an extension.
 */
public final class LogQuery implements AutoCloseable {

    private static final String TABLE =
            "CREATE TABLE log AS SELECT * FROM read_csv('%s', header=false, quote='\"', escape='\"',"
                    + " nullstr='\\N', columns={'epoch':'VARCHAR','idx':'BIGINT','leaf':'VARCHAR','ty':'VARCHAR','t':'VARCHAR','reg':'VARCHAR',"
                    + "'sub':'VARCHAR','conf':'VARCHAR','rule':'VARCHAR','rs':'VARCHAR','must':'BOOLEAN','notice':'VARCHAR','version':'BIGINT',"
                    + "'lang':'VARCHAR','sha256':'VARCHAR','out':'VARCHAR','why':'VARCHAR','geo':'VARCHAR','k':'VARCHAR','m':'VARCHAR',"
                    + "'st':'BIGINT','line':'VARCHAR'})";

    private static final String NULL = "\\N";

    private final Connection duckdb;

    private LogQuery(Connection duckdb) {
        this.duckdb = duckdb;
    }

    /** In memory; needs DuckDB's driver on the class path. */
    public static LogQuery open() throws SQLException {
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("SET autoinstall_known_extensions=false");
            statement.execute("SET autoload_known_extensions=false");
        }
        return new LogQuery(duckdb);
    }

    /** Reads the whole log once. If it does not hold, there is no table. */
    public Verification load(Path log, LogVerifier verifier, VerifiedLine.Visitor progress)
            throws IOException, SQLException {
        Path lines = Files.createTempFile("verified", ".csv"); // its owner's alone
        try {
            Verification found;
            try (BufferedWriter out = Files.newBufferedWriter(lines)) {
                found = verifier.verify(log, line -> {
                    progress.line(line);
                    write(line, out);
                });
            } catch (UncheckedIOException e) {
                throw new IOException(e.getCause());
            }
            if (found.isIntact()) {
                try (Statement statement = duckdb.createStatement()) {
                    statement.execute(TABLE.formatted(lines.toString().replace("'", "''")));
                    statement.execute("SET enable_external_access=false");
                    statement.execute("SET lock_configuration=true");
                }
            }
            return found;
        } finally {
            Files.delete(lines);
        }
    }

    private static void write(VerifiedLine line, BufferedWriter out) {
        LineFields fields = line.fields();
        LineFields notice = fields.object("n");
        Object must = fields.all().get("must");
        StringBuilder row = new StringBuilder(512);
        cell(row, line.epoch().name());
        cell(row, Long.toString(line.index()));
        cell(row, line.leaf().toString());
        for (String name : List.of("ty", "t", "reg", "sub", "conf", "rule", "rs")) {
            cell(row, fields.text(name));
        }
        cell(row, must == null ? "" : must.toString());
        cell(row, notice.text("id").isEmpty() ? fields.text("n") : notice.text("id"));
        cell(row, number(notice.number("v")));
        cell(row, notice.text("lang"));
        cell(row, notice.text("h").isEmpty() ? fields.text("sha256") : notice.text("h"));
        for (String name : List.of("out", "why", "geo", "k", "m")) {
            cell(row, fields.text(name));
        }
        cell(row, number(fields.number("st")));
        cell(row, line.text());
        row.setCharAt(row.length() - 1, '\n');
        try {
            out.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(long number) {
        return number < 0 ? "" : Long.toString(number);
    }

    private static void cell(StringBuilder row, String value) {
        if (value.isEmpty()) {
            row.append(NULL).append(',');
        } else {
            row.append('"').append(value.replace("\"", "\"\"")).append("\",");
        }
    }

    /** The answer as CSV. */
    public String csv(String sql) throws SQLException {
        return Csv.of(table(sql));
    }

    /** The answer in columns of equal width. */
    public String columns(String sql) throws SQLException {
        Table table = table(sql);
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns());
        rows.addAll(table.rows());
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                String cell = row.get(column);
                text.append(cell).append(column + 1 == row.size() ? "\n" : " ".repeat(width - cell.length() + 2));
            }
        }
        return text.toString();
    }

    private Table table(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            ResultSetMetaData meta = found.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    String value = found.getString(i);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
            return new Table("query", sql, columns, rows);
        }
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
