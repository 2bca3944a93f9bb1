package mention

import (
	"github.com/copydesk/copydesk/internal/doc"
)

// namesakes turns what is called after a person into a name of its own: "the Karrow
// government" is a body, and says and does what Karrow need not have.
func (f *finder) namesakes() {
	people := map[string]bool{} // by surname
	for _, n := range f.names {
		if len(n.words) > 1 && n.votes.best() == doc.Person {
			people[n.words[len(n.words)-1]] = true
		}
	}
	at := -1
	for _, n := range f.names {
		if n.sentence != at {
			at = n.sentence
			f.enter(at, f.Doc.Sentences[at])
		}
		t, end := f.namesake(n.end)
		if end == n.end || n.same != nil || !n.personal(people) {
			continue
		}
		n.end, n.words = end, f.All[n.end-len(n.words):end:end]
		n.votes, n.short = votes{}, false
		n.votes[t] = tagged + certain
	}
}

// namesake gives the type of what is called after a person whose name ends before
// token i, and where its name ends; i if the noun is none for such.
func (f *finder) namesake(i int) (doc.EntityType, int) {
	if f.capital(i) {
		return doc.Unknown, i
	}
	t, n := f.lex.Namesakes.Match(f.Rest(i))
	return t, i + n
}

// personal reports whether the name is a person's: by itself, or since the document
// has people of that name and it is no place that everybody knows.
func (n *name) personal(people map[string]bool) bool {
	return n.votes.best() == doc.Person || people[n.text()] && n.votes[doc.Place] < certain+tagged && n.votes[doc.Organisation] == 0
}
