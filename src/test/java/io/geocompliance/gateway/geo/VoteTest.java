package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.geo.Vote.ABSTAIN;
import static io.geocompliance.gateway.geo.Vote.NO;
import static io.geocompliance.gateway.geo.Vote.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kleene's truth tables, and conditions over what a publisher says or leaves out. */
class VoteTest {

    private static final Facts CRIMEA = new Facts("UA", "RU", List.of("UA-43"));
    private static final Facts COUNTRY_ONLY = new Facts("UA", "", List.of());

    @ParameterizedTest
    @CsvSource({
        "YES, YES, YES, YES",
        "YES, NO, YES, NO",
        "YES, ABSTAIN, YES, ABSTAIN",
        "NO, YES, YES, NO",
        "NO, NO, NO, NO",
        "NO, ABSTAIN, ABSTAIN, NO",
        "ABSTAIN, YES, YES, ABSTAIN",
        "ABSTAIN, NO, ABSTAIN, NO",
        "ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN"
    })
    void combines(Vote left, Vote right, Vote or, Vote and) {
        assertThat(left.or(right)).isEqualTo(or);
        assertThat(left.and(right)).isEqualTo(and);
    }

    @Test
    void keepsAnAbstentionUnderNot() {
        assertThat(List.of(YES.not(), NO.not(), ABSTAIN.not())).containsExactly(NO, YES, ABSTAIN);
        assertThat(new Region.Expression.Not(subdivision("UA-43")).vote(Testimony.of(COUNTRY_ONLY)))
                .isEqualTo(ABSTAIN);
        assertThat(new Region.Expression.Not(subdivision("UA-43")).vote(Testimony.of(CRIMEA)))
                .isEqualTo(NO);
        assertThat(new Region.Expression.Not(subdivision("UA-40")).vote(Testimony.of(CRIMEA)))
                .isEqualTo(YES);
    }

    @Test
    void votesOnWhatIsSaidOnly() {
        assertThat(new Region.Expression.Country(Set.of("UA")).vote(Testimony.of(CRIMEA)))
                .isEqualTo(YES);
        assertThat(new Region.Expression.Country(Set.of("RU")).vote(Testimony.of(CRIMEA)))
                .isEqualTo(NO);
        assertThat(new Region.Expression.Country(Set.of("RU")).vote(Testimony.of(Facts.NONE)))
                .isEqualTo(ABSTAIN);
        assertThat(new Region.Expression.RegisteredCountry(Set.of("RU")).vote(Testimony.of(CRIMEA)))
                .isEqualTo(YES);
        assertThat(new Region.Expression.RegisteredCountry(Set.of("RU")).vote(Testimony.of(COUNTRY_ONLY)))
                .isEqualTo(ABSTAIN);
        assertThat(GeoFixture.AUDIENCE.vote(Testimony.of(CRIMEA))).isEqualTo(YES);
        assertThat(GeoFixture.AUDIENCE.vote(Testimony.of(COUNTRY_ONLY))).isEqualTo(ABSTAIN);
    }

    @Test
    void findsItsConditionsAtAnyDepth() {
        Region region = new Region(
                "any",
                1,
                new Region.Expression.Not(
                        new Region.Expression.All(List.of(GeoFixture.AUDIENCE, subdivision("DE-BE")))));

        assertThat(region.conditions(Region.Expression.Subdivision.class).flatMap(found -> found.codes().stream()))
                .containsExactlyInAnyOrder("UA-43", "UA-40", "DE-BE");
    }

    private static Region.Expression subdivision(String code) {
        return new Region.Expression.Subdivision(Set.of(code));
    }
}
