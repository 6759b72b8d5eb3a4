package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was true of a segment when it was packed; a help for finding a fault, never proof.
 *
 * @param sha256 of its lines, in hex
 * @param before root of the tree that ends before it
 * @param after root of the tree that ends with it
 */
public record SegmentMeta(String sha256, TreeHash before, TreeHash after) {

    private static final Pattern TEXT =
            Pattern.compile("\\{\"sha256\":\"([0-9a-f]{64})\",\"first\":([0-9]+),\"count\":([0-9]+),"
                    + "\"rootBefore\":\"([^\"]{44})\",\"rootAfter\":\"([^\"]{44})\"}\n");

    public static SegmentMeta read(Segment segment) throws IOException {
        Matcher text = TEXT.matcher(Files.readString(segment.meta()));
        if (!text.matches()
                || Long.parseLong(text.group(2)) != segment.first()
                || Long.parseLong(text.group(3)) != segment.count()) {
            throw new IOException("The file " + segment.meta() + " does not describe this segment.");
        }
        try {
            return new SegmentMeta(text.group(1), TreeHash.parse(text.group(4)), TreeHash.parse(text.group(5)));
        } catch (IllegalArgumentException e) {
            throw new IOException("The file " + segment.meta() + " does not describe this segment.");
        }
    }

    byte[] text(Segment segment) {
        return ("{\"sha256\":\"" + sha256 + "\",\"first\":" + segment.first() + ",\"count\":" + segment.count()
                        + ",\"rootBefore\":\"" + before + "\",\"rootAfter\":\"" + after + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The roots of a segment's blocks. */
    public static List<TreeHash> blocks(Segment segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment.hashes());
        if (bytes.length != segment.count() / TreeFrontier.BLOCK * TreeHash.BYTES) {
            throw new IOException("The file " + segment.hashes() + " has another length than its segment's hashes.");
        }
        List<TreeHash> blocks = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += TreeHash.BYTES) {
            blocks.add(TreeHash.of(Arrays.copyOfRange(bytes, at, at + TreeHash.BYTES)));
        }
        return blocks;
    }

    static byte[] bytes(List<TreeHash> blocks) {
        byte[] bytes = new byte[blocks.size() * TreeHash.BYTES];
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i).bytes(), 0, bytes, i * TreeHash.BYTES, TreeHash.BYTES);
        }
        return bytes;
    }
}
