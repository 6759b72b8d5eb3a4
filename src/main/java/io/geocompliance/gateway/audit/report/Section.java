package io.geocompliance.gateway.audit.report;

import java.util.List;

/**
 * The answer to one question.
 *
 * @param id the report's name
 * @param sentences what it says, and what it does not say
 */
record Section(String id, String title, List<String> sentences, List<Chart> charts, List<Table> tables) {}
