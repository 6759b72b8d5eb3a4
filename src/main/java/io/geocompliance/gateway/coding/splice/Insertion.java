package io.geocompliance.gateway.coding.splice;

/** Puts the fragment in at the place: into the carry, between blocks, or into a block of codes or stored bytes. */
final class Insertion {

    private final BitInput input;
    private final BlockReader block;
    private final SymbolReader symbols;
    private final Window window;
    private final BitOutput out;
    private final OpenBlock openBlock;
    private final PageCrc crc;
    private final Search search;

    Insertion(Machine machine, Search search) {
        input = machine.input;
        block = machine.block;
        symbols = machine.symbols;
        window = machine.window;
        out = machine.out;
        openBlock = machine.openBlock;
        crc = machine.crc;
        this.search = search;
    }

    /**
     * Lets go all before the place, then the fragment; goes back to what comes behind it.
     *
     * @param whole whether all input has come that will come
     * @return {@link Step#INPUT} if what comes next decides; then to be called again
     */
    Step insert(CompiledFragment fragment, boolean whole) {
        long place = search.place();
        boolean open = block.isOpen();
        openBlock.start(place, fragment.length());
        crc.upTo(place);
        if (!search.carry().isEmpty() && place <= search.heldOffset()) {
            intoCarry(fragment, place);
            if (open) {
                search.rewind();
                if (!block.isStored()) {
                    block.writeHeader(false, out);
                }
            }
            return Step.AGAIN;
        }
        search.releaseCarry(place);
        if (open && !block.isStored()) {
            return intoCodes(fragment, place, whole);
        }
        if (open) {
            search.releaseStored(place);
            search.rewind();
        }
        openBlock.fragmentBlock(fragment);
        return Step.AGAIN;
    }

    private void intoCarry(CompiledFragment fragment, long place) {
        Carry carry = search.carry();
        long offset = carry.start();
        boolean placed = false;
        openBlock.collect();
        for (int i = 0; i < carry.size(); i++) {
            int symbol = carry.get(i);
            int size = Symbols.size(symbol);
            if (!placed && offset + size > place) {
                placed = true;
                intoSymbol(fragment, offset, symbol);
            } else if (placed) {
                openBlock.symbol(offset, symbol);
            } else {
                openBlock.put(symbol);
            }
            offset += size;
        }
        if (!placed) {
            openBlock.fragment(fragment);
        }
        openBlock.writeCollected();
        carry.clear();
    }

    private Step intoCodes(CompiledFragment fragment, long place, boolean whole) {
        Read next = search.releaseSymbols(place);
        long offset = search.heldOffset();
        if (offset == place && next == Read.INPUT && !whole) {
            return Step.INPUT;
        }
        window.end = window.index(offset);
        if (offset == place && next == Read.END_OF_BLOCK) {
            symbols.skip();
            out.copy(input, symbols.start(), input.at);
            openBlock.fragmentBlock(fragment);
            return Step.BLOCK_ENDED;
        }
        if (offset == place) {
            openBlock.fragment(fragment);
        } else {
            window.end += Symbols.size(symbols.symbol());
            symbols.skip();
            intoSymbol(fragment, offset, symbols.symbol());
        }
        return Step.AGAIN;
    }

    /** Puts the fragment before the first byte of a symbol that stands at an offset, or where the place lies in it. */
    private void intoSymbol(CompiledFragment fragment, long offset, int symbol) {
        long place = search.place();
        int before = (int) (place - offset);
        if (before == 0) {
            openBlock.fragment(fragment);
            openBlock.symbol(offset, symbol);
        } else {
            int distance = Symbols.distance(symbol);
            openBlock.piece(window.index(offset), before, distance);
            openBlock.fragment(fragment);
            openBlock.symbol(place, Symbols.match(Symbols.length(symbol) - before, distance));
        }
    }
}
