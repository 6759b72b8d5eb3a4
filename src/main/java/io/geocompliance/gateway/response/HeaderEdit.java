package io.geocompliance.gateway.response;

/** One change to the header fields of a message; a list of them is applied in its order. */
public sealed interface HeaderEdit {

    /** The field it changes. */
    String name();

    /** Makes the change. */
    void applyTo(Target fields);

    /** Replaces all lines of a field by one, or adds the field. */
    record Set(String name, String value) implements HeaderEdit {
        @Override
        public void applyTo(Target fields) {
            fields.set(name, value);
        }
    }

    /** Adds one line after those of the same field. */
    record Append(String name, String value) implements HeaderEdit {
        @Override
        public void applyTo(Target fields) {
            fields.append(name, value);
        }
    }

    /** Removes all lines of a field. */
    record Remove(String name) implements HeaderEdit {
        @Override
        public void applyTo(Target fields) {
            fields.remove(name);
        }
    }

    /** Header fields that can be changed: the wire's own, seen through three verbs. */
    interface Target {

        /** Replaces all lines of a field by one. */
        void set(String name, String value);

        /** Adds a line. */
        void append(String name, String value);

        /** Removes all lines of a field. */
        void remove(String name);
    }
}
