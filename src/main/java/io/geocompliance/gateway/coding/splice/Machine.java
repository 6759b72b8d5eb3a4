package io.geocompliance.gateway.coding.splice;

/** What all steps of a splice work on; used for one page after the other. */
final class Machine {

    final BitInput input = new BitInput();
    final BlockReader block = new BlockReader(input);
    final Window window = new Window();
    final SymbolReader symbols = new SymbolReader(input, window, block);
    final BitOutput out = new BitOutput();
    final BlockWriter writer = new BlockWriter();
    final PageCrc crc = new PageCrc(window);
    final OpenBlock openBlock = new OpenBlock(block, window, out, writer);

    void clear() {
        input.clear();
        block.close();
        window.clear();
        out.clear();
        crc.clear();
        openBlock.start(0, 0);
    }
}
