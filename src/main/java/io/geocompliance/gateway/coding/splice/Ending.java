package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.Sink;

/** What happens to a body once its bytes are passed on as they are: nothing, or something to its trailer. */
interface Ending {

    /** All that comes is passed on. */
    Ending UNCHANGED = new Ending() {
        @Override
        public void feed(byte[] bytes, int offset, int length, Sink out) {
            if (length > 0) {
                out.accept(bytes, offset, length);
            }
        }

        @Override
        public boolean finish(Sink out) {
            return true;
        }
    };

    void feed(byte[] bytes, int offset, int length, Sink out);

    /** The body has ended: what is held leaves; false if it ended too early. */
    boolean finish(Sink out);
}
