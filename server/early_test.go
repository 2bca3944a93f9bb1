package server

import (
	"runtime"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// Who is refused costs the server no more than the window of flow control: its
// message is neither received nor decoded, unlike that of a caller who is let in
// and whose article is then too large.
func TestRefusedBeforeReceived(t *testing.T) {
	d := start(t, Config{Tokens: tokens(t), Limits: Limits{ArticleBytes: 1}})
	message := &copydeskv1.CleanRequest{Article: ofPage(strings.Repeat("x", 8<<20))}
	allocated := func(token string, want codes.Code) uint64 {
		ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+token)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		const calls = 10
		for range calls {
			if _, err := d.Clean(ctx, message); status.Code(err) != want {
				t.Fatal(err)
			}
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / calls
	}
	refused, taken := allocated("wrong", codes.Unauthenticated), allocated(secret, codes.InvalidArgument)
	if refused+(6<<20) > taken {
		t.Errorf("%d bytes for a call that is refused, %d for one that is let in", refused, taken)
	}
}
