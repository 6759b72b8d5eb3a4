package io.geocompliance.gateway.command;

import io.geocompliance.gateway.RuleTests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results of rule tests in the form that build servers show. */
final class JUnitXml {

    private JUnitXml() {}

    /** @param suite what was tested */
    static void write(Path file, String suite, List<RuleTests.Result> results) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", Integer.toString(results.size()));
            xml.writeAttribute("failures", Long.toString(failures(results)));
            xml.writeAttribute("errors", "0");
            for (RuleTests.Result result : results) {
                test(xml, suite, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the results can't be written as XML", e);
        }
    }

    private static void test(XMLStreamWriter xml, String suite, RuleTests.Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute(
                "name",
                result.test().where() + " " + result.test().ip() + " "
                        + result.test().path());
        if (result.failure().isPresent()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", result.failure().get());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static long failures(List<RuleTests.Result> results) {
        return results.stream().filter(result -> result.failure().isPresent()).count();
    }
}
