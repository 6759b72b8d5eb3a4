package io.geocompliance.gateway.geo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that a configuration may name, and codes that only look like it. */
class IsoCodesTest {

    @ParameterizedTest
    @ValueSource(strings = {"UA-43", "UA-40", "RU-MOW", "RU-AD", "GB-ENG", "DE-BE", "JP-14"})
    void knowsSubdivisions(String code) {
        assertThat(IsoCodes.isSubdivision(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"43", "UA43", "ua-43", "RU-CR", "RU-SEV", "RU-43", "UA-99", "XX-01", "UA-", "UA-4300", ""})
    void refusesWhatIsoDoesNotHave(String code) {
        assertThat(IsoCodes.isSubdivision(code)).isFalse();
    }

    @Test
    void knowsCountries() {
        assertThat(IsoCodes.isCountry("NO")).isTrue();
        assertThat(IsoCodes.isCountry("ru")).isFalse();
        assertThat(IsoCodes.isCountry("UK")).isFalse();
        assertThat(IsoCodes.countries()).contains("RU", "UA").hasSizeGreaterThan(240);
    }

    @Test
    void listsUkraineAndRussiaWhole() {
        assertThat(IsoCodes.subdivisions())
                .filteredOn(code -> code.startsWith("UA-"))
                .hasSize(27);
        assertThat(IsoCodes.subdivisions())
                .filteredOn(code -> code.startsWith("RU-"))
                .hasSize(83);
    }
}
