package io.geocompliance.gateway.geo;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Network;
import com.maxmind.db.Reader;
import com.maxmind.geoip2.model.CityResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One opened MMDB, whole in memory: a file that is overwritten or truncated later harms nobody.
 *
 * <p>Answers single addresses for explanations; what a request needs is in {@link RegionTable}.
 */
final class GeoDatabase {

    private final DatabaseIdentity identity;
    private final RecordSchema schema;
    private final Reader reader;
    private final NetworkMap networks;
    private final boolean hasV4;
    private final boolean hasV6;

    GeoDatabase(DatabaseIdentity identity, RecordSchema schema, Reader reader, NetworkMap networks) {
        this.identity = identity;
        this.schema = schema;
        this.reader = reader;
        this.networks = networks;
        this.hasV4 = networks.hasV4();
        this.hasV6 = networks.hasV6();
    }

    private GeoDatabase(GeoDatabase compiled) {
        this.identity = compiled.identity;
        this.schema = compiled.schema;
        this.reader = compiled.reader;
        this.networks = NetworkMap.EMPTY;
        this.hasV4 = compiled.hasV4;
        this.hasV6 = compiled.hasV6;
    }

    /**
     * What the database says of one address.
     *
     * @param network the matched network as CIDR text; none where the file has no networks of the family
     * @param detail what only native files say; none for others
     */
    record Answer(Optional<Network> network, Facts facts, Optional<GeoExplanation.Detail> detail) {}

    DatabaseIdentity identity() {
        return identity;
    }

    RecordSchema schema() {
        return schema;
    }

    /** Everything it says, until {@link #withoutNetworks}. */
    NetworkMap networks() {
        return networks;
    }

    /** The same file once it is compiled: explanations need no networks, which are the bulk of it. */
    GeoDatabase withoutNetworks() {
        return new GeoDatabase(this);
    }

    boolean hasV4() {
        return hasV4;
    }

    boolean hasV6() {
        return hasV6;
    }

    Answer v4(int bits) throws IOException {
        return hasV4 ? answer(AddressBytes.v4(bits)) : notCovered();
    }

    /** Never asks an IPv4-only file: the library has no family check and would look up the first 32 bits. */
    Answer v6(long high, long low) throws IOException {
        return hasV6 ? answer(AddressBytes.v6(high, low)) : notCovered();
    }

    private static Answer notCovered() {
        return new Answer(Optional.empty(), Facts.NONE, Optional.empty());
    }

    private Answer answer(InetAddress address) throws IOException {
        if (schema != RecordSchema.NATIVE) {
            DatabaseRecord<RecordSchema.FlatRecord> found = reader.getRecord(address, RecordSchema.FlatRecord.class);
            return new Answer(Optional.of(found.network()), schema.facts(reader, address), Optional.empty());
        }
        // Not through DatabaseReader: it believes the file's label and would hold a second copy of the file.
        DatabaseRecord<CityResponse> found = reader.getRecord(address, CityResponse.class);
        return new Answer(
                Optional.of(found.network()),
                schema.facts(reader, address),
                Optional.ofNullable(found.data()).map(GeoExplanation.Detail::of));
    }
}
