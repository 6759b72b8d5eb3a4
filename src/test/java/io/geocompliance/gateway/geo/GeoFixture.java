package io.geocompliance.gateway.geo;

import io.geocompliance.gateway.testing.MmdbWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Databases written for one test, opened together. */
final class GeoFixture {

    /** The audience of architecture.md's default rule. */
    static final Region.Expression AUDIENCE = new Region.Expression.Any(List.of(
            new Region.Expression.Country(Set.of("RU")),
            new Region.Expression.Subdivision(Set.of("UA-43", "UA-40")),
            new Region.Expression.All(List.of(
                    new Region.Expression.Country(Set.of("UA")),
                    new Region.Expression.RegisteredCountry(Set.of("RU"))))));

    private final Path directory;
    private final List<GeoSettings.Database> databases = new ArrayList<>();
    private final List<GeoSettings.Feed> feeds = new ArrayList<>();
    private final List<GeoSettings.NetworkList> lists = new ArrayList<>();
    private Optional<GeoSettings.Headers> headers = Optional.empty();

    GeoFixture(Path directory) {
        this.directory = directory;
        directory.toFile().mkdirs();
    }

    GeoFixture database(String publisher, MmdbWriter writer) {
        Path file = writer.writeTo(directory.resolve(publisher + databases.size() + ".mmdb"));
        databases.add(new GeoSettings.Database(file, publisher));
        return this;
    }

    GeoFixture feed(String name, GeoSettings.Use use, GeoSettings.Row... rows) {
        feeds.add(new GeoSettings.Feed(name, name + ".csv", use, List.of(rows)));
        return this;
    }

    GeoFixture list(String name, Prefix... prefixes) {
        lists.add(new GeoSettings.NetworkList(name, List.of(prefixes)));
        return this;
    }

    GeoFixture headers(String publisher, String country, String subdivision) {
        headers = Optional.of(new GeoSettings.Headers(publisher, country, Optional.of(subdivision)));
        return this;
    }

    GeoGeneration open(Region... regions) throws GeoDatabaseException {
        return GeoGeneration.open(new GeoSettings(databases, feeds, lists, headers), List.of(regions));
    }

    static Region region(String name, int quorum) {
        return new Region(name, quorum, AUDIENCE);
    }

    static Place place(GeoGeneration generation, String literal) {
        ByteBuffer address = bytes(literal);
        return address.remaining() == 4
                ? generation.table().placeOf(address.getInt())
                : generation.table().placeOf(address.getLong(), address.getLong());
    }

    static GeoExplanation explain(GeoGeneration generation, String literal) {
        ByteBuffer address = bytes(literal);
        return address.remaining() == 4
                ? generation.explainer().explain(address.getInt(), Told.BY_NOBODY)
                : generation.explainer().explain(address.getLong(), address.getLong(), Told.BY_NOBODY);
    }

    private static ByteBuffer bytes(String literal) {
        try {
            return ByteBuffer.wrap(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
