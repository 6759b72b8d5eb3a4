package io.geocompliance.gateway.geo;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import com.maxmind.geoip2.model.CityResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** One opened file in MaxMind DB format. */
final class GeoDatabase implements Source {

    private final DatabaseIdentity identity;
    private final RecordSchema schema;
    private final Reader reader;
    private final NetworkMap networks;
    private final WatchedPlaces watched;
    private final boolean hasV4;
    private final boolean hasV6;

    GeoDatabase(DatabaseIdentity identity, RecordSchema schema, Reader reader, NetworkMap networks) {
        this.identity = identity;
        this.schema = schema;
        this.reader = reader;
        this.networks = networks;
        this.watched = WatchedPlaces.of(networks);
        this.hasV4 = networks.hasV4();
        this.hasV6 = networks.hasV6();
    }

    private GeoDatabase(GeoDatabase compiled) {
        this.identity = compiled.identity;
        this.schema = compiled.schema;
        this.reader = compiled.reader;
        this.networks = NetworkMap.EMPTY;
        this.watched = compiled.watched;
        this.hasV4 = compiled.hasV4;
        this.hasV6 = compiled.hasV6;
    }

    @Override
    public String file() {
        return identity.file();
    }

    @Override
    public String publisher() {
        return identity.publisher();
    }

    @Override
    public Optional<DatabaseIdentity> identity() {
        return Optional.of(identity);
    }

    RecordSchema schema() {
        return schema;
    }

    /** What the next build is compared with. */
    WatchedPlaces watched() {
        return watched;
    }

    @Override
    public boolean votes() {
        return schema.places();
    }

    @Override
    public NetworkMap networks() {
        return networks;
    }

    @Override
    public GeoDatabase withoutNetworks() {
        return new GeoDatabase(this);
    }

    @Override
    public boolean hasV4() {
        return hasV4;
    }

    @Override
    public boolean hasV6() {
        return hasV6;
    }

    @Override
    public Answer v4(int bits) throws IOException {
        return hasV4 ? answer(AddressBytes.v4(bits)) : Answer.NOT_COVERED;
    }

    /** Never asks an IPv4-only file: the library has no family check and would look up the first 32 bits. */
    @Override
    public Answer v6(long high, long low) throws IOException {
        return hasV6 ? answer(AddressBytes.v6(high, low)) : Answer.NOT_COVERED;
    }

    private Answer answer(InetAddress address) throws IOException {
        if (schema != RecordSchema.NATIVE) {
            DatabaseRecord<RecordSchema.FlatRecord> found = reader.getRecord(address, RecordSchema.FlatRecord.class);
            return new Answer(
                    Optional.of(NetworkText.of(found.network())), schema.facts(reader, address), Optional.empty());
        }
        // Not through DatabaseReader: it believes the file's label and would hold a second copy of the file.
        DatabaseRecord<CityResponse> found = reader.getRecord(address, CityResponse.class);
        return new Answer(
                Optional.of(NetworkText.of(found.network())),
                schema.facts(reader, address),
                Optional.ofNullable(found.data()).map(GeoExplanation.Detail::of));
    }
}
