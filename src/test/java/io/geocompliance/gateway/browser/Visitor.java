package io.geocompliance.gateway.browser;

/** Whom the embedded database places where. */
enum Visitor {
    RUSSIA("77.88.8.8"),
    GERMANY("85.214.132.117");

    private final String address;

    Visitor(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }
}
