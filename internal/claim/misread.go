package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// reduced reports whether what stands before a report is a clause whose verb the
// tree takes for a participle of its subject: "All nine satellites perished, he said".
func (r *reading) reduced(p proposition) bool {
	cue := r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue
	if len(p.pieces) > 1 || cue[0].Start < p.pieces[0].End {
		return false
	}
	return slices.ContainsFunc(inside(r.d.Tokens, p.pieces, tokenSpan), func(i int) bool {
		v := r.tree.Child(i, doc.Acl)
		return v > i && r.d.Tags[v].XPOS == "VBN" && strings.HasSuffix(r.d.Tokens[v].Of(r.d.Text), "ed") && r.tree.Child(v, doc.OblAgent, doc.Mark) < 0 && !p.span().Contains(r.headSpan(i))
	})
}

// headSpan gives the token that token i depends on; empty: none.
func (r *reading) headSpan(i int) text.Span {
	if h := r.d.Heads[i].Token; h >= 0 {
		return r.d.Tokens[h].Span
	}
	return text.Span{Start: -1, End: -1}
}
