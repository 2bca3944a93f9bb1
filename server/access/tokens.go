// Package access decides who may speak to a server, and how: bearer tokens and
// certificates out of files that are read again while the server runs. It knows
// nothing of RPCs.
package access

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
)

// minToken is the shortest token that is taken: 16 characters, 64 bits even
// where each is a hexadecimal digit, which is beyond guessing over a network.
const minToken = 16

// token is a bearer token that is let in. The token itself is not kept.
type token struct {
	hash      [sha256.Size]byte
	principal string
}

// Tokens are the bearer tokens of a file. A line holds a token, or a name and a
// token, parted by white space; what follows a '#' at the beginning of a line,
// and empty lines, count for nothing. Several tokens may have one name, so that
// a new one can be given out before the old one goes. It is safe for concurrent
// use.
type Tokens struct {
	file string
	seen [sha256.Size]byte // hash of the file as it was last read
	list atomic.Pointer[[]token]
}

// ReadTokens reads a file of tokens. The error names the line that is wrong and
// never holds a token.
func ReadTokens(file string) (*Tokens, error) {
	t := &Tokens{file: file}
	_, err := t.Reload()
	return t, err
}

// Reload reads the file again and reports whether it has changed. On an error
// the tokens stay as they were. Reload is for one goroutine at a time.
func (t *Tokens) Reload() (changed bool, err error) {
	content, err := os.ReadFile(t.file)
	if err != nil {
		return false, fmt.Errorf("tokens: %w", err)
	}
	hash := sha256.Sum256(content)
	if t.list.Load() != nil && hash == t.seen {
		return false, nil
	}
	list, err := parseTokens(content)
	if err != nil {
		return false, fmt.Errorf("tokens: %s: %w", t.file, err)
	}
	t.seen = hash
	t.list.Store(&list)
	return true, nil
}

func parseTokens(content []byte) ([]token, error) {
	var list []token
	for i, line := range bytes.Split(content, []byte("\n")) {
		fields := strings.Fields(string(line))
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		secret := fields[len(fields)-1]
		switch {
		case len(fields) > 2:
			return nil, fmt.Errorf("line %d has %d words: wanted a token, or a name and a token", i+1, len(fields))
		case len(secret) < minToken:
			return nil, fmt.Errorf("line %d: the token has %d characters: wanted at least %d", i+1, len(secret), minToken)
		}
		t := token{hash: sha256.Sum256([]byte(secret))}
		// Tokens without a name are told apart by the beginning of their hash.
		t.principal = "token-" + hex.EncodeToString(t.hash[:4])
		if len(fields) == 2 {
			t.principal = fields[0]
		}
		list = append(list, t)
	}
	if len(list) == 0 {
		return nil, errors.New("no token in it: wanted one a line")
	}
	return list, nil
}

// Principal gives the name that a token stands for. It takes as long for a
// wrong token as for a right one: every hash is compared in full.
func (t *Tokens) Principal(secret string) (name string, ok bool) {
	hash := sha256.Sum256([]byte(secret))
	for _, each := range *t.list.Load() {
		if subtle.ConstantTimeCompare(hash[:], each.hash[:]) == 1 {
			name, ok = each.principal, true
		}
	}
	return name, ok
}

// Bearer gives the token of an Authorization header (RFC 6750, section 2.1);
// not ok for any other header.
func Bearer(header string) (secret string, ok bool) {
	scheme, secret, ok := strings.Cut(header, " ")
	return strings.TrimSpace(secret), ok && strings.EqualFold(scheme, "Bearer")
}
