// Checks a log with Go's own golang.org/x/mod/sumdb/note and tlog, which share no line with ours.
//
// Standard input, one order a line:
//
//	key VKEY                        who signs
//	line TEXT                       the next record
//	checkpoint BASE64               a signed note over as many records as it says
//	record N SIZE HASH…             proof of inclusion, RFC 6962
//	tree OLD NEW HASH…              proof of consistency
//
// Prints how many of each were good; ends with 1 at the first that is not.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type store []tlog.Hash

func (s *store) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = (*s)[index]
	}
	return hashes, nil
}

func check(what string, err error) {
	if err != nil {
		fmt.Println("BAD", what, err)
		os.Exit(1)
	}
}

func main() {
	var stored store
	var leaves []tlog.Hash
	var verifiers note.Verifiers
	var origin string
	good := map[string]int{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		what, rest, _ := strings.Cut(in.Text(), " ")
		words := strings.Fields(rest)
		switch what {
		case "key":
			verifier, err := note.NewVerifier(rest)
			check(what, err)
			verifiers, origin = note.VerifierList(verifier), verifier.Name()
		case "line":
			hashes, err := tlog.StoredHashes(int64(len(leaves)), []byte(rest), &stored)
			check(what, err)
			stored = append(stored, hashes...)
			leaves = append(leaves, tlog.RecordHash([]byte(rest)))
		case "checkpoint":
			text, err := base64.StdEncoding.DecodeString(rest)
			check(what, err)
			opened, err := note.Open(text, verifiers)
			check(what, err)
			said := strings.Split(opened.Text, "\n")
			size, err := strconv.ParseInt(said[1], 10, 64)
			check(what, err)
			root, err := tlog.TreeHash(size, &stored)
			check(what, err)
			if said[0] != origin || said[2] != root.String() {
				check(what, fmt.Errorf("root or origin differ at %d", size))
			}
		case "record":
			index, size, proof := numbers(words)
			root, err := tlog.TreeHash(size, &stored)
			check(what, err)
			check(what, tlog.CheckRecord(proof, size, root, index, leaves[index]))
		case "tree":
			older, newer, proof := numbers(words)
			root, err := tlog.TreeHash(newer, &stored)
			check(what, err)
			old, err := tlog.TreeHash(older, &stored)
			check(what, err)
			check(what, tlog.CheckTree(proof, newer, root, older, old))
		}
		good[what]++
	}
	check("input", in.Err())
	fmt.Printf("good: %d lines, %d checkpoints, %d records, %d trees\n", good["line"], good["checkpoint"], good["record"], good["tree"])
}

func numbers(words []string) (int64, int64, []tlog.Hash) {
	first, err := strconv.ParseInt(words[0], 10, 64)
	check("number", err)
	second, err := strconv.ParseInt(words[1], 10, 64)
	check("number", err)
	var proof []tlog.Hash
	for _, word := range words[2:] {
		hash, err := tlog.ParseHash(word)
		check("hash", err)
		proof = append(proof, hash)
	}
	return first, second, proof
}
