# Versions are pinned by tag; pin digests in your own registry. For linux/amd64: the jar carries no other system's native libraries.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY config config
RUN mvn -q -B -DskipTests package
# As files, so that nothing is unpacked at run time: the container needs no directory in which it may write what it executes.
RUN mkdir native lib && cd native && jar xf ../target/geo-compliance-gateway.jar META-INF/native lib/linux-x86_64 linux/amd64 \
    && cp META-INF/native/*.so lib/linux-x86_64/*.so ../lib/ && cp linux/amd64/libzstd-jni-*.so ../lib/libzstd-jni.so

FROM eclipse-temurin:25-jre
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Geo-compliance gateway" \
      org.opencontainers.image.description="A reverse proxy that delivers a legal notice where the law asks for it, proves it, and tells on no reader." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre"
COPY --from=build /build/lib /opt/geo-compliance-gateway/lib
COPY --from=build /build/target/bom.json /opt/geo-compliance-gateway/bom.json
COPY --from=build /build/target/geo-compliance-gateway.jar /opt/geo-compliance-gateway/geo-compliance-gateway.jar
COPY --from=build /build/config /etc/geo-compliance-gateway
# Classes as this very JVM lays them out, and which code is worth compiling, from one start in front of the built-in site. Where it doesn't
# fit the JVM that reads it, it is not used.
RUN GEOGATE_AUDIT_DIRECTORY=/tmp/rehearsal java -XX:AOTCacheOutput=/opt/geo-compliance-gateway/gateway.aot -XX:-UsePerfData \
    -Djava.library.path=/opt/geo-compliance-gateway/lib -DZstdNativePath=/opt/geo-compliance-gateway/lib/libzstd-jni.so \
    -jar /opt/geo-compliance-gateway/geo-compliance-gateway.jar run --until-ready && rm -r /tmp/rehearsal
# Evidence: mount a volume of its own per instance. Everything else may be read-only, /tmp too.
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/geo-compliance-gateway
ENV GEOGATE_AUDIT_DIRECTORY=/var/lib/geo-compliance-gateway
VOLUME ["/var/lib/geo-compliance-gateway"]
WORKDIR /var/lib/geo-compliance-gateway
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-jar", "/opt/geo-compliance-gateway/geo-compliance-gateway.jar", "health"]
# Heap and buffers together stay below the container's memory; see "Memory" in src/docs/operations.md.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/geo-compliance-gateway/gateway.aot", "-XX:MaxRAMPercentage=50", "-XX:InitialRAMPercentage=5", \
    "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
    "-Djava.library.path=/opt/geo-compliance-gateway/lib", "-DZstdNativePath=/opt/geo-compliance-gateway/lib/libzstd-jni.so", \
    "-jar", "/opt/geo-compliance-gateway/geo-compliance-gateway.jar"]
CMD ["run", "--config", "/etc/geo-compliance-gateway/gateway.yaml"]
