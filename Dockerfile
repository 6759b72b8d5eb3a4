# Versions are pinned by tag; pin digests in your own registry.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY config config
RUN mvn -q -B -DskipTests package

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Geo-compliance gateway" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /build/target/geo-compliance-gateway.jar /opt/geo-compliance-gateway.jar
COPY --from=build /build/config /etc/geo-compliance-gateway
# Evidence: mount a volume of its own per instance. /tmp must be writable and executable (native libraries are unpacked there);
# everything else may be read-only.
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/geo-compliance-gateway
ENV GEOGATE_AUDIT_DIRECTORY=/var/lib/geo-compliance-gateway
VOLUME ["/var/lib/geo-compliance-gateway", "/tmp"]
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["java", "-XX:TieredStopAtLevel=1", "-jar", "/opt/geo-compliance-gateway.jar", "health"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/geo-compliance-gateway.jar"]
CMD ["run", "--config", "/etc/geo-compliance-gateway/gateway.yaml"]
