package io.geocompliance.gateway.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roots and proofs against RFC 6962's own words, for every size up to 70 and round the block of 256. */
class TreeTest {

    /** The inputs and roots that certificate-transparency implementations share. */
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAreThoseThatEverybodyComputes() {
        TreeHasher hasher = new TreeHasher();
        TreeFrontier edge = new TreeFrontier(hasher);
        for (int size = 0; size <= INPUTS.size(); size++) {
            assertThat(edge.root().hex()).isEqualTo(ROOTS.get(size));
            if (size < INPUTS.size()) {
                edge.append(hasher.leaf(HexFormat.of().parseHex(INPUTS.get(size))));
            }
        }
    }

    @Test
    void everyProofIsTheOneOfTheStandardAndPasses() {
        List<TreeHash> leaves = Trees.leaves(70);
        for (int size = 1; size <= leaves.size(); size++) {
            List<TreeHash> tree = leaves.subList(0, size);
            Proofs.Head head = new Proofs.Head(size, Trees.root(tree));
            for (int index = 0; index < size; index++) {
                List<TreeHash> proof = shown(ProofBuilder.inclusion(index, size), tree);
                assertThat(proof).isEqualTo(Trees.path(index, tree));
                assertThat(Proofs.included(index, tree.get(index), proof, head)).isTrue();
                assertThat(Proofs.included(index + 1, tree.get(index), proof, head))
                        .isFalse();
            }
            for (int older = 1; older <= size; older++) {
                List<TreeHash> proof = shown(ProofBuilder.consistency(older, size), tree);
                assertThat(proof).isEqualTo(Trees.proof(older, tree));
                Proofs.Head old = new Proofs.Head(older, Trees.root(tree.subList(0, older)));
                assertThat(Proofs.consistent(old, head, proof)).isTrue();
                assertThat(Proofs.consistent(new Proofs.Head(older, leaves.get(0)), head, proof))
                        .isEqualTo(older == 1);
            }
        }
    }

    @Test
    void noChangedHashPasses() {
        List<TreeHash> tree = Trees.leaves(13);
        Proofs.Head head = new Proofs.Head(13, Trees.root(tree));
        Proofs.Head old = new Proofs.Head(7, Trees.root(tree.subList(0, 7)));
        List<TreeHash> inclusion = Trees.path(5, tree);
        List<TreeHash> consistency = Trees.proof(7, tree);
        assertThat(mutants(inclusion)).noneMatch(proof -> Proofs.included(5, tree.get(5), proof, head));
        assertThat(mutants(consistency)).noneMatch(proof -> Proofs.consistent(old, head, proof));
    }

    private static List<List<TreeHash>> mutants(List<TreeHash> proof) {
        List<List<TreeHash>> mutants = new ArrayList<>();
        for (int at = 0; at < proof.size(); at++) {
            for (int bit = 0; bit < 256; bit++) {
                byte[] bytes = proof.get(at).bytes();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                List<TreeHash> mutant = new ArrayList<>(proof);
                mutant.set(at, TreeHash.of(bytes));
                mutants.add(mutant);
            }
            List<TreeHash> shorter = new ArrayList<>(proof);
            shorter.remove(at);
            mutants.add(shorter);
            List<TreeHash> longer = new ArrayList<>(proof);
            longer.add(at, proof.get(at));
            mutants.add(longer);
        }
        return mutants;
    }

    /** A pruned log keeps the roots of whole blocks in place of their leaves. */
    @Test
    void blocksStandForTheirLeaves() {
        int size = 3 * TreeFrontier.BLOCK + 17;
        List<TreeHash> leaves = Trees.leaves(size);
        TreeFrontier edge = new TreeFrontier(new TreeHasher());
        List<TreeHash> blocks = new ArrayList<>();
        leaves.forEach(leaf -> {
            TreeHash block = edge.appendLeaf(leaf);
            if (block != null) {
                blocks.add(block);
            }
        });
        assertThat(blocks).hasSize(3);
        assertThat(blocks.get(1)).isEqualTo(Trees.root(leaves.subList(256, 512)));
        TreeFrontier pruned = new TreeFrontier(new TreeHasher());
        pruned.appendBlock(blocks.get(0));
        pruned.appendBlock(blocks.get(1));
        leaves.subList(512, size).forEach(pruned::append);
        assertThat(pruned.root()).isEqualTo(edge.root()).isEqualTo(Trees.root(leaves));
        ProofBuilder builder = ProofBuilder.inclusion(600, size);
        builder.block(0, blocks.get(0));
        builder.block(256, blocks.get(1));
        for (int i = 512; i < size; i++) {
            builder.leaf(i, leaves.get(i));
        }
        assertThat(builder.proof()).isEqualTo(Trees.path(600, leaves));
        ProofBuilder between = ProofBuilder.consistency(512, 700);
        between.block(0, blocks.get(0));
        between.block(256, blocks.get(1));
        for (int i = 512; i < 700; i++) {
            between.leaf(i, leaves.get(i));
        }
        assertThat(between.proof()).isEqualTo(Trees.proof(512, leaves.subList(0, 700)));
    }

    /** A segment is packed beside the writer: both grow from one edge. */
    @Test
    void copiesGrowInThreadsOfTheirOwn() throws InterruptedException {
        List<TreeHash> leaves = Trees.leaves(50_000);
        TreeFrontier edge = new TreeFrontier(new TreeHasher());
        TreeFrontier copy = edge.copy();
        Thread beside = new Thread(() -> leaves.forEach(copy::append));
        beside.start();
        leaves.forEach(edge::append);
        beside.join();
        assertThat(copy.root()).isEqualTo(edge.root()).isEqualTo(Trees.root(leaves));
    }

    @Test
    void aProofOverRecordsThatAreGoneIsRefused() {
        ProofBuilder builder = ProofBuilder.inclusion(5, 8);
        assertThatThrownBy(builder::proof).hasMessageContaining("are not all at hand");
        assertThatThrownBy(() -> ProofBuilder.inclusion(8, 8)).hasMessageContaining("has no record 8");
        assertThatThrownBy(() -> ProofBuilder.consistency(0, 8)).hasMessageContaining("grew from one of 0");
        assertThatThrownBy(() -> ProofBuilder.consistency(9, 8)).hasMessageContaining("grew from one of 9");
    }

    @Test
    void aHashHas32BytesWrittenInOneWay() {
        String root = Trees.root(Trees.leaves(3)).toString();
        assertThat(TreeHash.parse(root).toString()).isEqualTo(root);
        for (String bad : List.of("", "AAAA", root.substring(0, 43), root + "=", " " + root, root.substring(4))) {
            assertThatThrownBy(() -> TreeHash.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<TreeHash> shown(ProofBuilder builder, List<TreeHash> leaves) {
        for (int i = 0; i < leaves.size(); i++) {
            builder.leaf(i, leaves.get(i));
        }
        return builder.proof();
    }

    @Test
    void aCopyGrowsOnAnotherThreadWithoutDisturbingTheFirst() throws Exception {
        List<TreeHash> leaves = Trees.leaves(50_000);
        TreeFrontier first = new TreeFrontier(new TreeHasher());
        TreeFrontier copy = first.copy();
        Thread other = new Thread(() -> leaves.forEach(copy::append));
        other.start();
        leaves.forEach(first::append);
        other.join();

        TreeFrontier alone = new TreeFrontier(new TreeHasher());
        leaves.forEach(alone::append);
        assertThat(first.root()).isEqualTo(alone.root());
        assertThat(copy.root()).isEqualTo(alone.root());
    }
}
