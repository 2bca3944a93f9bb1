package server

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/copydesk/copydesk/internal/corpus"
)

// A page token (AIP-158) is base64url of eight bytes that stand for the
// request, and the cursor of the corpus: a token is good for the request that
// gave it, and for no other.
const requestHash = 8

// writePageToken gives the token for what follows a cursor; empty if nothing
// does.
func writePageToken(next corpus.Cursor, method, filter string) string {
	if next == (corpus.Cursor{}) {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(hashRequest(method, filter) + next.String()))
}

// readPageToken gives the cursor of a token. An empty token is the beginning;
// one that was made for another request, or by nobody here, is errPageToken.
func readPageToken(token, method, filter string) (corpus.Cursor, error) {
	if token == "" {
		return corpus.Cursor{}, nil
	}
	data, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return corpus.Cursor{}, errPageToken
	}
	position, ok := strings.CutPrefix(string(data), hashRequest(method, filter))
	if !ok || position == "" {
		return corpus.Cursor{}, errPageToken
	}
	cursor, err := corpus.ParseCursor(position)
	if err != nil {
		return corpus.Cursor{}, errPageToken
	}
	return cursor, nil
}

func hashRequest(method, filter string) string {
	sum := sha256.Sum256([]byte(method + "\x00" + filter))
	return string(sum[:requestHash])
}
