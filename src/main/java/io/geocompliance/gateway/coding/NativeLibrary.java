package io.geocompliance.gateway.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import java.util.function.BooleanSupplier;

/** The native libraries behind two of the codings, each loaded at the first question for it. */
enum NativeLibrary {
    BROTLI {
        @Override
        boolean isLoaded() {
            return Brotli.LOADED;
        }
    },
    ZSTD {
        @Override
        boolean isLoaded() {
            return Zstd.LOADED;
        }
    };

    /** Whether it can be used. The first answer may take some milliseconds: the library is unpacked into a temporary file. */
    abstract boolean isLoaded();

    /** A library that is not in the jar, not for this machine or can't be unpacked costs its coding, never a request. */
    private static boolean attempt(BooleanSupplier load) {
        try {
            return load.getAsBoolean();
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }

    /** Loads once, when first asked: a class is initialised once. */
    private static final class Brotli {
        static final boolean LOADED = attempt(() -> Brotli4jLoader.isAvailable());
    }

    /** Loads once, when first asked. */
    private static final class Zstd {
        static final boolean LOADED = attempt(() -> {
            Native.load();
            return Native.isLoaded();
        });
    }
}
